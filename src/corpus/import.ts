import { defaultTextPolicy, type Corpus } from '../model/corpus.ts'
import type { Folder } from '../model/folder.ts'
import type { ImportDesk, ImportOrder, ImportWorld } from './desk.ts'
import { importPicture } from './import-picture.ts'
import { hasClasses, kindOfPlan, planImport, type Plan } from './plan.ts'
import { readTruthFile } from './read-truth.ts'
import { canonicalLanguage, refusalOf } from './refuse.ts'
import { directionOf, scriptOf } from './script.ts'
import { openSkipList, type SkipList, type Skipped } from './skips.ts'
import { folderLimits, surveyFolder } from './survey.ts'
import { openTally, type Tally } from './tally.ts'

/** What an import did, with a reason for everything that was left out. */
export type ImportReport = {
  corpus: string
  /** Pages and images that gave at least one item or region. */
  pages: number
  /** Items that can be asked. */
  items: { known: number; doubtful: number; unknown: number }
  /** Lines too long to be asked. */
  waiting: number
  /** Known items that cannot decide. */
  unfit: number
  /** Items that were not in the store before. */
  added: number
  /** Items that were in the store with another reading, and got this one. */
  revised: number
  /** Sources that were in the store with another licence or credit, and got this one. */
  corrected: number
  skipped: Skipped[]
  seconds: number
}

/** Why nothing was imported, in one sentence. */
export type ImportRefusal = { refused: string }

/**
 * Imports a folder: each picture with all that its files say of it, one commit for each picture. Doing it
 * twice changes nothing, and what was corrected in between is taken over, unless it is less certain than what
 * is stored. What cannot be used is told in the report and stops nothing else.
 */
export const importFolder = async (
  order: ImportOrder,
  world: ImportWorld,
): Promise<ImportReport | ImportRefusal> => {
  const startedAtMs = world.clock()
  const refused = refusalOf(order)
  if (refused) return { refused }
  const skips = openSkipList()
  const survey = await surveyFolder(order.folder, skips)
  if (!survey)
    return { refused: `${order.folder.name} holds more than ${folderLimits.files} files.` }
  const plan = planImport(survey, skips)
  await tellLost(plan, order.folder, skips)
  const tally = openTally()
  const corpus = await findOrMakeCorpus(plan, order, world)
  if (corpus) await importPictures(plan, { order, world, corpus, skips, tally })
  else
    for (const { path } of plan.pictures) skips.add({ what: path, code: 'picture_without_truth' })
  const seconds = (world.clock() - startedAtMs) / 1_000
  return reportOf(order.corpus, { tally, skipped: skips.rows(), seconds })
}

// A file that is broken as well is told of as broken: without its picture it would not be read again.
const tellLost = async ({ lost }: Plan, folder: Folder, skips: SkipList): Promise<void> => {
  for (const { file, why } of lost) {
    const read = await readTruthFile(file, folder)
    if ('fault' in read) skips.add({ what: file.path, code: 'xml_broken', detail: read.fault })
    else skips.add({ what: file.path, ...why })
  }
}

const importPictures = async (
  plan: Plan,
  given: Omit<ImportDesk, 'hasClasses' | 'seen'>,
): Promise<void> => {
  const desk = { ...given, hasClasses: hasClasses(plan), seen: new Map() }
  const total = plan.pictures.length
  for (const [done, picture] of plan.pictures.entries()) {
    given.order.onProgress?.({ done, total, name: picture.path })
    await importPicture(picture, desk)
  }
  given.order.onProgress?.({ done: total, total, name: '' })
}

const reportOf = (
  corpus: string,
  { tally, skipped, seconds }: { tally: Tally; skipped: Skipped[]; seconds: number },
): ImportReport => {
  const { known, doubtful, unknown, ...counts } = tally.counts()
  return { corpus, ...counts, items: { known, doubtful, unknown }, skipped, seconds }
}

const findOrMakeCorpus = async (
  plan: Plan,
  order: ImportOrder,
  { records, clock }: ImportWorld,
): Promise<Corpus | null> => {
  const known = await records.findCorpus(order.corpus)
  if (known) return known
  const kind = kindOfPlan(plan)
  if (!kind) return null
  const script = scriptOf(kind === 'transcription' ? await sampleTexts(plan, order.folder) : [])
  const corpus: Corpus = {
    name: order.corpus,
    kind,
    language: (order.language && canonicalLanguage(order.language)) ?? 'und',
    script,
    direction: directionOf(script),
    textPolicy: defaultTextPolicy,
    state: 'open',
    embargoUntilMs: null,
    createdAtMs: clock(),
  }
  if (!order.dryRun) await records.addCorpus(corpus)
  return (await records.findCorpus(order.corpus)) ?? corpus
}

const sampleTextsMax = 2_000
const sampleFilesMax = 20

/** Some texts of the folder, enough to tell their script. */
const sampleTexts = async ({ pictures }: Plan, folder: Folder): Promise<string[]> => {
  const texts: string[] = []
  let files = 0
  for (const { readings, truths } of pictures) {
    for (const { text } of readings) if (text !== null) texts.push(text)
    for (const file of truths.slice(0, sampleFilesMax - files)) {
      files += 1
      const read = await readTruthFile(file, folder)
      const regions = 'fault' in read ? [] : read.truth.pages.flatMap((page) => page.regions)
      for (const { text } of regions) if (text !== null) texts.push(text)
    }
    if (texts.length >= sampleTextsMax) break
  }
  return texts
}
