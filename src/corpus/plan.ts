import type { Canvas, ItemKind } from '../model/item.ts'
import type { Notes, Saying } from '../model/notes.ts'
import { cleanText } from '../model/clean-text.ts'
import { pairTruth, type Pairing } from './pair.ts'
import { folderOf, foldersOf, stemOf } from './paths.ts'
import { indexPictures, type Found, type PictureIndex } from './pictures.ts'
import type { SkipList } from './skips.ts'
import {
  severalLines,
  type Aside,
  type RowFile,
  type Survey,
  type TextFile,
  type TruthFile,
} from './survey.ts'
import type { WholeReading } from './table.ts'

/** What is known of one picture before it is opened; each with the file that says so. */
export type PicturePlan = {
  path: string
  /** That of its file, where that can be told from another. */
  stamp?: string
  truths: TruthFile[]
  readings: (WholeReading & { file: string })[]
  /** The IIIF canvas that it is the picture of. */
  canvas?: Canvas
}

/** A truth file that found no picture, and why. */
export type LostTruth = { file: TruthFile; why: Exclude<Pairing, { picture: string }> }

/** Every picture with what is said of it, in the notes; where nothing is, its folder may be its class. */
export type Plan = { notes: Notes; isClassedByFolder: boolean }

const classlessFolders: ReadonlySet<string> = new Set(['images', 'image', 'img', 'imgs', 'data'])

/** Brings each truth file, table row and text to its picture; rows and texts that find none are told of. */
export const planImport = (survey: Survey, skips: SkipList): Plan => {
  const { notes } = survey
  const desk = { index: indexPictures(notes), notes, skips }
  bringTruths(survey, desk)
  bringRows(desk)
  bringTexts(desk)
  const isTold = notes.countToldOf(['transcription', 'classification']) > 0
  const hasTruths = notes.listAside('truth', 0, 1).length > 0
  return { notes, isClassedByFolder: !isTold && !survey.hasUnread && !hasTruths }
}

/** The kind that more pictures have readings of, transcription where it is even; null where none has any. */
export const kindOfPlan = (plan: Plan): ItemKind | null => {
  const read = plan.notes.countToldOf(['truth', 'transcription'])
  const classed = countClassed(plan)
  if (read + classed === 0) return null
  return read >= classed ? 'transcription' : 'classification'
}

/** Says whether any picture of a plan has a class, so that those without one are what is left to be read. */
export const hasClasses = (plan: Plan): boolean => countClassed(plan) > 0

const countClassed = ({ notes, isClassedByFolder }: Plan): number =>
  isClassedByFolder ? notes.countPictures() : notes.countToldOf(['classification'])

/** How many pictures a plan has. */
export const countPictures = ({ notes }: Plan): number => notes.countPictures()

const atOnce = 100

/** Every picture of a plan in the order in which they are imported. */
export function* picturesOf({ notes, isClassedByFolder }: Plan): Generator<PicturePlan> {
  let after = ''
  for (;;) {
    const noted = notes.listPictures(after, atOnce)
    for (const { path, said } of noted) {
      const plan = planOf(path, said)
      if (isClassedByFolder) plan.readings.push(classByFolder(path))
      yield plan
    }
    after = noted.at(-1)?.path ?? ''
    if (noted.length < atOnce) return
  }
}

const planOf = (path: string, said: readonly Saying[]): PicturePlan => {
  const plan: PicturePlan = { path, truths: [], readings: [] }
  for (const { kind, body } of said) {
    if (kind === 'stamp') {
      plan.stamp = body
      continue
    }
    const parsed: unknown = JSON.parse(body)
    if (kind === 'truth') plan.truths.push(parsed as TruthFile)
    else plan.readings.push(parsed as PicturePlan['readings'][number])
  }
  return plan
}

/** Every truth file that found no picture. */
export const lostOf = ({ notes }: Plan): Generator<LostTruth> => asideOf<LostTruth>(notes, 'lost')

function* asideOf<Body>(notes: Notes, kind: Aside | 'lost'): Generator<Body> {
  let after = 0
  for (;;) {
    const aside = notes.listAside(kind, after, atOnce)
    for (const { body } of aside) yield JSON.parse(body) as Body
    after = aside.at(-1)?.place ?? 0
    if (aside.length < atOnce) return
  }
}

type Desk = { index: PictureIndex; notes: Notes; skips: SkipList }

const bringTruths = ({ mets }: Survey, { index, notes }: Desk): void => {
  const truthPaths = { has: (path: string) => notes.hasAside('truth', path) }
  for (const truth of asideOf<TruthFile>(notes, 'truth')) {
    const pairing = pairTruth(truth, { pictures: index, mets, truthPaths })
    if ('picture' in pairing)
      notes.say(pairing.picture, { kind: 'truth', body: JSON.stringify(truth) })
    else {
      const body = JSON.stringify({ file: truth, why: pairing } satisfies LostTruth)
      notes.putAside(truth.path, { kind: 'lost', body })
    }
  }
}

const bringRows = ({ index, notes, skips }: Desk): void => {
  for (const { path, pictureName, ...reading } of asideOf<RowFile>(notes, 'row')) {
    const folder = folderOf(path)
    const named = index.byName(pictureName, [folder, folderOf(folder)])
    const found = named === 'none' ? index.below(folder, pictureName) : named
    if (typeof found === 'object') sayReading(found.picture, { ...reading, file: path }, notes)
    else skips.add({ what: `${path}: ${pictureName.slice(0, nameCharsMax)}`, code: codeOf(found) })
  }
}

const sayReading = (
  picture: string,
  reading: PicturePlan['readings'][number],
  notes: Notes,
): void => notes.say(picture, { kind: reading.kind, body: JSON.stringify(reading) })

const nameCharsMax = 200

const codeOf = (found: Found) => (found === 'several' ? 'picture_unclear' : 'picture_missing')

const bringTexts = ({ index, notes, skips }: Desk): void => {
  for (const { path, ...reading } of asideOf<TextFile>(notes, 'text')) {
    const stem = stemOf(path).replace(/\.gt$/i, '')
    const found = index.byStem(stem, path)
    if (typeof found !== 'object') skips.add({ what: path, code: 'other_file' })
    else if (reading.text === severalLines) skips.add({ what: path, code: 'text_not_one_line' })
    else sayReading(found.picture, { ...reading, file: path }, notes)
  }
}

const archiveName = /\.(zip|tar|tgz|tar\.gz)$/i

const classByFolder = (path: string): PicturePlan['readings'][number] => {
  const folder = (foldersOf(path).at(-1) ?? '').replace(archiveName, '')
  const text = classlessFolders.has(folder.toLowerCase()) ? null : cleanText(folder)
  return { kind: 'classification', text, confidence: null, isDoubted: false, file: path }
}
