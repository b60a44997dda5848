import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCast } from '../src/corpus/synthetic/make-cast.ts'
import { wordsToSpeak } from '../src/corpus/synthetic/word-lists.ts'
import { audio } from '../src/kinds/audio/audio.ts'
import { listening } from '../src/kinds/listening/listening.ts'
import { readCast } from '../src/model/cast.ts'
import { seededUnits } from '../src/model/chance.ts'
import { readClip } from '../src/model/clip.ts'
import type { Speaker } from '../src/model/speaker.ts'
import { openSound } from '../src/sound/open.ts'

/** A recording as it is served, and the answer that passes. */
export type Asked = { samples: Int16Array; label: string }

const noPicture = { drawVariant: () => Promise.reject(new Error('no picture is drawn')) }
const sounds = '/usr/share/asterisk/sounds/en'
const texts = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz'
const language = 'en'

/** Makes challenges of two voices as they are served, each of a cast of its own; and the words of the casts. */
export async function makeListening(
  speaker: Speaker,
  count: number,
): Promise<{ asked: Asked[]; words: Int16Array[] }> {
  const unit = seededUnits(7)
  const asked: Asked[] = []
  const words: Int16Array[] = []
  while (asked.length < count) {
    const cast = await makeCast(speaker, speaker.words ?? wordsToSpeak(language), unit)
    if (!cast) continue
    const clip = await listening.serving.draw(cast.kept, asked.length + 1, noPicture)
    asked.push({ samples: readClip(clip), label: cast.label })
    words.push(...readCast(cast.kept).asked.map(readClip))
  }
  return { asked, words }
}

/** Serves recordings of a person (Debian's asterisk-core-sounds-en-wav) as the kind of recordings does, each so often. */
export async function makeHuman(count: number, servings: number): Promise<Asked[]> {
  if (!existsSync(texts)) throw new Error('apt install asterisk-core-sounds-en-wav')
  const lines = String(execFileSync('zcat', [texts])).split('\n')
  const asked: Asked[] = []
  for (const line of lines) {
    const [, name = '', label = ''] = /^([\w/-]+): (.+)$/.exec(line.trim()) ?? []
    const file = join(sounds, `${name}.wav`)
    if (asked.length >= count * servings || !audio.canDecide(label, 'Latn') || !existsSync(file))
      continue
    const sound = await openSound(readFileSync(file))
    if ('fault' in sound || sound.durationMs > 6_000) continue
    const kept = sound.cut({ fromMs: 0, toMs: sound.durationMs })
    for (let serving = 0; serving < servings; serving += 1) {
      const clip = await audio.serving.draw(kept, asked.length + 1, noPicture)
      asked.push({ samples: readClip(clip), label })
    }
  }
  return asked
}
