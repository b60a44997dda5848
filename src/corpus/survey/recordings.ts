import { extensionOf, folderOf, stemOf } from './paths.ts'
import type { FoundPicture, PictureIndex } from './pictures.ts'
import type { SkipCode } from '../import/skips.ts'

const extensions: ReadonlySet<string> = new Set(
  'wav wave bwf rf64 flac mp3 ogg oga opus aif aiff aac m4a wma amr mka'.split(' '),
)

/** Says whether a file is named like a recording, whether or not we read its format. */
export function isNamedLikeRecording(path: string): boolean {
  return extensions.has(extensionOf(path))
}

/** The recording of a file that describes one, or why there is none. */
export type RecordingPairing = { recording: string } | { code: SkipCode; detail?: string }

const nameCharsMax = 200

/** Finds the recording of a file: by the name it gives, or by its own stem. Never guesses between several. */
export function pairSpeech(
  { path, recordingNames }: { path: string; recordingNames: readonly string[] },
  recordings: PictureIndex,
): RecordingPairing {
  const folder = folderOf(path)
  for (const name of recordingNames) {
    const found = findNamed(name, folder, recordings)
    if (found !== 'none') return pairingOf(found)
  }
  for (const stem of stemsOf(path)) {
    const found = recordings.byStem(stem, path)
    if (found !== 'none') return pairingOf(found)
  }
  const [name] = recordingNames
  return { code: 'recording_missing', ...(name ? { detail: name.slice(0, nameCharsMax) } : {}) }
}

/** Finds a recording by a name that a file in that folder gives it. */
export function findNamed(name: string, folder: string, recordings: PictureIndex): FoundPicture {
  const named = recordings.byName(name, [folder, folderOf(folder)])
  return named === 'none' ? recordings.below(folder, name) : named
}

function pairingOf(found: Exclude<FoundPicture, 'none'>): RecordingPairing {
  return found === 'several' ? { code: 'recording_unclear' } : { recording: found.picture }
}

// `interview.en.vtt` may stand for `interview.wav`.
function stemsOf(path: string): string[] {
  const stem = stemOf(path)
  const shorter = stem.replace(/\.[a-z][a-z0-9_-]*$/i, '')
  return shorter === stem || shorter === '' ? [stem] : [stem, shorter]
}
