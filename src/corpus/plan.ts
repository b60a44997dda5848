import type { ItemKind } from '../model/item.ts'
import { cleanText } from '../model/clean-text.ts'
import { pairTruth, type Pairing } from './pair.ts'
import { folderOf, foldersOf, stemOf } from './paths.ts'
import { indexPictures, type Found, type PictureIndex } from './pictures.ts'
import type { SkipList } from './skips.ts'
import { severalLines, type Survey, type TruthFile } from './survey.ts'
import type { WholeReading } from './table.ts'

/** What is known of one picture before it is opened; each with the file that says so. */
export type PicturePlan = {
  path: string
  truths: TruthFile[]
  readings: (WholeReading & { file: string })[]
}

/** A truth file that found no picture, and why. */
export type LostTruth = { file: TruthFile; why: Exclude<Pairing, { picture: string }> }

/** Every picture with what is said of it, in the order in which they are imported. */
export type Plan = { pictures: PicturePlan[]; lost: LostTruth[] }

const classlessFolders: ReadonlySet<string> = new Set(['images', 'image', 'img', 'imgs', 'data'])

/** Brings each truth file, table row and text to its picture; rows and texts that find none are told of. */
export const planImport = (survey: Survey, skips: SkipList): Plan => {
  const index = indexPictures(survey.pictures)
  const plans = new Map<string, PicturePlan>()
  for (const path of survey.pictures.toSorted()) plans.set(path, { path, truths: [], readings: [] })
  const lost = bringTruths(survey, { index, plans })
  bringRows(survey, { index, plans, skips })
  bringTexts(survey, { index, plans, skips })
  const pictures = [...plans.values()]
  const isTold = pictures.some((plan) => plan.readings.length > 0)
  if (!isTold && !survey.hasUnread && survey.truths.length === 0)
    for (const plan of pictures) plan.readings.push(classByFolder(plan.path))
  return { pictures, lost }
}

/** The kind that more pictures have readings of, transcription where it is even; null where none has any. */
export const kindOfPlan = ({ pictures }: Plan): ItemKind | null => {
  const read = pictures.filter((plan) => plan.truths.length > 0 || hasKind(plan, 'transcription'))
  const classed = pictures.filter((plan) => hasKind(plan, 'classification'))
  if (read.length + classed.length === 0) return null
  return read.length >= classed.length ? 'transcription' : 'classification'
}

/** Says whether any picture of a plan has a class, so that those without one are what is left to be read. */
export const hasClasses = ({ pictures }: Plan): boolean =>
  pictures.some((plan) => hasKind(plan, 'classification'))

const hasKind = ({ readings }: PicturePlan, kind: ItemKind): boolean =>
  readings.some((reading) => reading.kind === kind)

type Desk = { index: PictureIndex; plans: Map<string, PicturePlan>; skips: SkipList }

const bringTruths = (
  { truths, mets }: Survey,
  { index, plans }: Omit<Desk, 'skips'>,
): LostTruth[] => {
  const lost: LostTruth[] = []
  const truthPaths = new Set(truths.map(({ path }) => path))
  for (const truth of truths) {
    const pairing = pairTruth(truth, { pictures: index, mets, truthPaths })
    if ('picture' in pairing) plans.get(pairing.picture)?.truths.push(truth)
    else lost.push({ file: truth, why: pairing })
  }
  return lost
}

const bringRows = ({ tables }: Survey, { index, plans, skips }: Desk): void => {
  for (const { path, rows } of tables) {
    const folder = folderOf(path)
    for (const { pictureName, ...reading } of rows) {
      const named = index.byName(pictureName, [folder, folderOf(folder)])
      const found = named === 'none' ? index.below(folder, pictureName) : named
      if (typeof found === 'object')
        plans.get(found.picture)?.readings.push({ ...reading, file: path })
      else
        skips.add({ what: `${path}: ${pictureName.slice(0, nameCharsMax)}`, code: codeOf(found) })
    }
  }
}

const nameCharsMax = 200

const codeOf = (found: Found) => (found === 'several' ? 'picture_unclear' : 'picture_missing')

const bringTexts = ({ texts }: Survey, { index, plans, skips }: Desk): void => {
  for (const { path, ...reading } of texts) {
    const stem = stemOf(path).replace(/\.gt$/i, '')
    const found = index.byStem(stem, path)
    if (typeof found !== 'object') skips.add({ what: path, code: 'other_file' })
    else if (reading.text === severalLines) skips.add({ what: path, code: 'text_not_one_line' })
    else plans.get(found.picture)?.readings.push({ ...reading, file: path })
  }
}

const classByFolder = (path: string): PicturePlan['readings'][number] => {
  const folder = foldersOf(path).at(-1) ?? ''
  const text = classlessFolders.has(folder.toLowerCase()) ? null : cleanText(folder)
  return { kind: 'classification', text, confidence: null, isDoubted: false, file: path }
}
