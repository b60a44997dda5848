import type { FileContent } from '../../kinds/kind.ts'
import type { Canvas } from '../../model/source.ts'
import type { Staging, StagedNote } from '../../model/staging.ts'
import { cleanText } from '../../text/clean-text.ts'
import { pairTruth, type Pairing } from './pair.ts'
import { folderOf, foldersOf, stemOf } from './paths.ts'
import { indexPictures, type FoundPicture, type PictureIndex } from './pictures.ts'
import type { SkipList } from '../import/skips.ts'
import {
  severalLines,
  type Aside,
  type RowFile,
  type Survey,
  type TextFile,
  type TruthFile,
} from './survey.ts'
import type { WholeReading } from '../formats/read/table.ts'

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

/** Every picture with what is said of it, in the staging; where nothing is, its folder may be its class. */
export type Plan = { staging: Staging; isClassedByFolder: boolean }

const classlessFolders: ReadonlySet<string> = new Set(['images', 'image', 'img', 'imgs', 'data'])

/** Brings each truth file, table row and text to its picture; rows and texts that find none are told of. */
export function planImport(survey: Survey, skips: SkipList): Plan {
  const { staging } = survey
  const session = { index: indexPictures(staging), staging, skips }
  bringTruths(survey, session)
  bringRows(session)
  bringTexts(session)
  const isTold = staging.countToldOf(['text', 'class']) > 0
  const hasTruths = staging.listAside('truth', 0, 1).length > 0
  return { staging, isClassedByFolder: !isTold && !survey.hasUnread && !hasTruths }
}

/** What more pictures have a reading of, texts where it is even; null where none has any. */
export function contentOfPlan(plan: Plan): FileContent | null {
  const read = plan.staging.countToldOf(['truth', 'text'])
  const classed = countClassed(plan)
  if (read + classed === 0) return null
  return read >= classed ? 'text' : 'class'
}

/** Says whether any picture of a plan has a class, so that those without one are what is left to be read. */
export function hasClasses(plan: Plan): boolean {
  return countClassed(plan) > 0
}

function countClassed({ staging, isClassedByFolder }: Plan): number {
  return isClassedByFolder ? staging.countPictures() : staging.countToldOf(['class'])
}

/** How many pictures a plan has. */
export function countPictures({ staging }: Plan): number {
  return staging.countPictures()
}

const atOnce = 100

/** Every picture of a plan in the order in which they are imported. */
export function* picturesOf({ staging, isClassedByFolder }: Plan): Generator<PicturePlan> {
  let after = ''
  for (;;) {
    const noted = staging.listPictures(after, atOnce)
    for (const { path, said } of noted) {
      const plan = planOf(path, said)
      if (isClassedByFolder) plan.readings.push(classByFolder(path))
      yield plan
    }
    after = noted.at(-1)?.path ?? ''
    if (noted.length < atOnce) return
  }
}

function planOf(path: string, said: readonly StagedNote[]): PicturePlan {
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
export function lostOf({ staging }: Plan): Generator<LostTruth> {
  return asideOf<LostTruth>(staging, 'lost')
}

function* asideOf<Body>(staging: Staging, kind: Aside | 'lost'): Generator<Body> {
  let after = 0
  for (;;) {
    const aside = staging.listAside(kind, after, atOnce)
    for (const { body } of aside) yield JSON.parse(body) as Body
    after = aside.at(-1)?.place ?? 0
    if (aside.length < atOnce) return
  }
}

type Session = { index: PictureIndex; staging: Staging; skips: SkipList }

function bringTruths({ mets }: Survey, { index, staging }: Session): void {
  const truthPaths = { has: (path: string) => staging.hasAside('truth', path) }
  for (const truth of asideOf<TruthFile>(staging, 'truth')) {
    const pairing = pairTruth(truth, { pictures: index, mets, truthPaths })
    if ('picture' in pairing)
      staging.say(pairing.picture, { kind: 'truth', body: JSON.stringify(truth) })
    else {
      const body = JSON.stringify({ file: truth, why: pairing } satisfies LostTruth)
      staging.putAside(truth.path, { kind: 'lost', body })
    }
  }
}

function bringRows({ index, staging, skips }: Session): void {
  for (const { path, pictureName, ...reading } of asideOf<RowFile>(staging, 'row')) {
    const folder = folderOf(path)
    const named = index.byName(pictureName, [folder, folderOf(folder)])
    const found = named === 'none' ? index.below(folder, pictureName) : named
    if (typeof found === 'object') sayReading(found.picture, { ...reading, file: path }, staging)
    else skips.add({ what: `${path}: ${pictureName.slice(0, nameCharsMax)}`, code: codeOf(found) })
  }
}

function sayReading(
  picture: string,
  reading: PicturePlan['readings'][number],
  staging: Staging,
): void {
  return staging.say(picture, { kind: reading.content, body: JSON.stringify(reading) })
}

const nameCharsMax = 200

function codeOf(found: FoundPicture) {
  return found === 'several' ? 'picture_unclear' : 'picture_missing'
}

function bringTexts({ index, staging, skips }: Session): void {
  for (const { path, ...reading } of asideOf<TextFile>(staging, 'text')) {
    const stem = stemOf(path).replace(/\.gt$/i, '')
    const found = index.byStem(stem, path)
    if (typeof found !== 'object') skips.add({ what: path, code: 'other_file' })
    else if (reading.text === severalLines) skips.add({ what: path, code: 'text_not_one_line' })
    else sayReading(found.picture, { ...reading, file: path }, staging)
  }
}

const archiveName = /\.(zip|tar|tgz|tar\.gz)$/i

function classByFolder(path: string): PicturePlan['readings'][number] {
  const folder = (foldersOf(path).at(-1) ?? '').replace(archiveName, '')
  const text = classlessFolders.has(folder.toLowerCase()) ? null : cleanText(folder)
  return { content: 'class', text, confidence: null, isDoubted: false, file: path }
}
