import type { FileContent } from '../../kinds/kind.ts'
import type {
  PictureMention,
  StagedOf,
  StagedReading,
  StagedRecord,
  Staging,
} from '../../model/staging.ts'
import { cleanText } from '../../text/clean-text.ts'
import { pairTruth } from './pair.ts'
import { folderOf, foldersOf, stemOf } from './paths.ts'
import { indexPictures, indexRecordings, type FoundPicture, type PictureIndex } from './pictures.ts'
import { findNamed, isNamedLikeRecording, pairSpeech } from './recordings.ts'
import type { SkipCode, SkipList } from '../import/skips.ts'
import type { PicturePlan } from './picture-plan.ts'
import { severalLines, type Survey } from './survey.ts'

/** Every picture in staging with its readings; for one without any, its folder may be its class. */
export type Plan = { staging: Staging; isClassedByFolder: boolean }

const classlessFolders: ReadonlySet<string> = new Set(['images', 'image', 'img', 'imgs', 'data'])

/** Assigns each truth file, table row and text to its picture; reports rows and texts without one. */
export function planImport(survey: Survey, skips: SkipList): Plan {
  const { staging } = survey
  const recordings = indexRecordings(staging)
  const session = { index: indexPictures(staging), recordings, staging, skips }
  bringTruths(survey, session)
  bringSpeech(session)
  bringRows(session)
  bringTexts(session)
  const isMentioned = staging.countMentioned(['text', 'class']) > 0
  const hasTruths = staging.list('truth', 0, 1).length > 0
  return { staging, isClassedByFolder: !isMentioned && !survey.hasUnread && !hasTruths }
}

/**
 * What most have: pictures a text or a class, or recordings words; texts if as many have those, null if none has
 * anything.
 */
export function contentOfPlan(plan: Plan): FileContent | null {
  const read = plan.staging.countMentioned(['truth', 'text'])
  const classed = countClassed(plan)
  const spoken = plan.staging.countMentioned(['speech'])
  if (read + classed + spoken === 0) return null
  if (spoken > Math.max(read, classed)) return 'speech'
  return read >= classed ? 'text' : 'class'
}

/** Says whether any picture of a plan has a class, so that those without one are still to be classified. */
export function hasClasses(plan: Plan): boolean {
  return countClassed(plan) > 0
}

function countClassed({ staging, isClassedByFolder }: Plan): number {
  const recordings = staging.countMentioned(['recording'])
  return isClassedByFolder
    ? staging.countPictures() - recordings
    : staging.countMentioned(['class'])
}

/** How many pictures and recordings a plan has. */
export function countPictures({ staging }: Plan): number {
  return staging.countPictures()
}

const atOnce = 100

/** Every picture and recording of a plan in the order in which they are imported. */
export function* picturesOf({ staging, isClassedByFolder }: Plan): Generator<PicturePlan> {
  let after = ''
  for (;;) {
    const noted = staging.listPictures(after, atOnce)
    for (const { path, mentions } of noted) {
      const plan = planOf(path, mentions)
      if (isClassedByFolder && !plan.isRecording) plan.readings.push(classByFolder(path))
      yield plan
    }
    after = noted.at(-1)?.path ?? ''
    if (noted.length < atOnce) return
  }
}

function planOf(path: string, mentions: readonly PictureMention[]): PicturePlan {
  const plan: PicturePlan = { path, truths: [], readings: [] }
  for (const { kind, ...mention } of mentions) {
    if (kind === 'recording') plan.isRecording = true
    else if ('stamp' in mention && kind === 'stamp') plan.stamp = mention.stamp
    else if ('format' in mention) plan.truths.push(mention)
    else if ('content' in mention) plan.readings.push(mention)
  }
  return plan
}

/** Every truth file without a picture. */
export function lostOf({ staging }: Plan): Generator<StagedOf<'lost'>> {
  return recordsOf(staging, 'lost')
}

function* recordsOf<Kind extends StagedRecord['kind']>(
  staging: Staging,
  kind: Kind,
): Generator<StagedOf<Kind>> {
  let after = 0
  for (;;) {
    const staged = staging.list(kind, after, atOnce)
    for (const { record } of staged) yield record
    after = staged.at(-1)?.place ?? 0
    if (staged.length < atOnce) return
  }
}

type Session = {
  index: PictureIndex
  recordings: PictureIndex
  staging: Staging
  skips: SkipList
}

function bringTruths({ mets }: Survey, { index, staging }: Session): void {
  const truthPaths = { has: (path: string) => staging.has('truth', path) }
  for (const { kind, ...truth } of recordsOf(staging, 'truth')) {
    const pairing = pairTruth(truth, { pictures: index, mets, truthPaths })
    if ('picture' in pairing) staging.mention(pairing.picture, { kind, ...truth })
    else staging.add({ kind: 'lost', path: truth.path, truth, ...pairing })
  }
}

function bringSpeech({ recordings, staging, skips }: Session): void {
  for (const { kind, ...speech } of recordsOf(staging, 'speech')) {
    const { path, pictureNames: recordingNames } = speech
    const pairing = pairSpeech({ path, recordingNames }, recordings)
    if ('recording' in pairing) staging.mention(pairing.recording, { kind, ...speech })
    else skips.add({ what: path, ...pairing })
  }
}

function bringRows({ index, recordings, staging, skips }: Session): void {
  for (const { kind: _, path, pictureName, ...reading } of recordsOf(staging, 'row')) {
    const isSpeech = isNamedLikeRecording(pictureName)
    const found = findNamed(pictureName, folderOf(path), isSpeech ? recordings : index)
    if (typeof found === 'object')
      mentionReading(found.picture, { ...reading, file: path }, staging)
    else
      skips.add({
        what: `${path}: ${pictureName.slice(0, nameCharsMax)}`,
        code: codeOf(found, isSpeech),
      })
  }
}

function mentionReading(
  picture: string,
  reading: PicturePlan['readings'][number],
  staging: Staging,
): void {
  return staging.mention(picture, { kind: 'reading', ...reading })
}

const nameCharsMax = 200

function codeOf(found: FoundPicture, isSpeech: boolean): SkipCode {
  const code = found === 'several' ? 'unclear' : 'missing'
  return isSpeech ? `recording_${code}` : `picture_${code}`
}

function bringTexts({ index, recordings, staging, skips }: Session): void {
  for (const { kind: _, path, ...reading } of recordsOf(staging, 'text')) {
    const stem = stemOf(path).replace(/\.gt$/i, '')
    const found = index.byStem(stem, path)
    const heard = found === 'none' ? recordings.byStem(stem, path) : 'none'
    if (typeof heard === 'object') bringSpoken(heard.picture, { path, reading }, { staging, skips })
    else if (typeof found !== 'object') skips.add({ what: path, code: 'other_file' })
    else if (reading.text === severalLines) skips.add({ what: path, code: 'text_not_one_line' })
    else mentionReading(found.picture, { ...reading, file: path }, staging)
  }
}

function bringSpoken(
  recording: string,
  { path, reading }: { path: string; reading: Omit<StagedReading, 'content'> },
  { staging, skips }: Pick<Session, 'staging' | 'skips'>,
): void {
  if (reading.text === severalLines) return skips.add({ what: path, code: 'text_not_one_line' })
  mentionReading(recording, { ...reading, content: 'speech', file: path }, staging)
}

const archiveName = /\.(zip|tar|tgz|tar\.gz)$/i

function classByFolder(path: string): PicturePlan['readings'][number] {
  const folder = (foldersOf(path).at(-1) ?? '').replace(archiveName, '')
  const text = classlessFolders.has(folder.toLowerCase()) ? null : cleanText(folder)
  return { content: 'class', text, confidence: null, isDoubted: false, file: path }
}
