import type { Corpus } from '../model/corpus.ts'
import type { Folder } from '../model/folder.ts'
import type { Ledger } from '../model/ledger.ts'
import type { Notes } from '../model/notes.ts'
import type { ClassCount } from './album.ts'
import type { ImportDesk, ImportOrder, ImportWorld, Seen } from './desk.ts'
import { stoppedBy } from './iiif/import-iiif.ts'
import { importLocalIiif, isPainted } from './iiif/import-local.ts'
import { importPicture } from './import-picture.ts'
import { makeCorpus } from './make-corpus.ts'
import {
  countPictures,
  hasClasses,
  kindOfPlan,
  lostOf,
  picturesOf,
  planImport,
  type PicturePlan,
  type Plan,
} from './plan.ts'
import { readTruthFile } from './read-truth.ts'
import { refusalOf } from './refuse.ts'
import { openSkipList, type SkipList, type Skipped } from './skips.ts'
import { folderLimits, surveyFolder } from './survey.ts'
import { rememberDone, tellUnchanged, type RememberingDesk } from './unchanged.ts'
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
  /** Words cut out of those lines; they count among the items. */
  cut: number
  /** Known items that cannot decide. */
  unfit: number
  /** Items that were not in the store before. */
  added: number
  /** Items that were in the store with another reading, and got this one. */
  revised: number
  /** Sources that were in the store with another licence or credit, and got this one. */
  corrected: number
  /** The classes of images, those with the most first; none where texts are imported. */
  classes: ClassCount[]
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
  const refused = refusalOf(order)
  if (refused && !isLeftToManifests(order)) return { refused }
  const notes = world.openNotes()
  const ledger = world.openLedger()
  try {
    return await importNoted(order, world, { notes, ledger })
  } finally {
    ledger.close()
    notes.close()
  }
}

const importNoted = async (
  order: ImportOrder,
  world: ImportWorld,
  { notes, ledger }: { notes: Notes; ledger: Ledger },
): Promise<ImportReport | ImportRefusal> => {
  const startedAtMs = world.clock()
  const skips = openSkipList()
  const isStopped = order.isStopped ?? (() => false)
  const survey = await surveyFolder(order.folder, { notes, ledger, skips, isStopped })
  if (survey === 'stopped') return { refused: 'Stopped before anything was imported.' }
  if (survey === 'too_many')
    return { refused: `${order.folder.name} holds more than ${folderLimits.files} files.` }
  const tally = openTally()
  const iiif = await importLocalIiif({ order, world, notes, skips, tally })
  const refused = refusalOf(order)
  if (refused && iiif.manifests === 0) return { refused }
  const ended = stoppedBy(iiif, tally.counts())
  if (ended) return ended
  const plan = planImport(survey, skips)
  await tellLost(plan, order.folder, skips)
  if (refused && hasOthers(plan))
    skips.add({ what: order.folder.name, code: 'rights_not_open', detail: refused })
  const corpus = refused ? null : await findOrMakeCorpus(plan, order, world)
  const done =
    corpus && (await importPictures(plan, { order, world, corpus, skips, tally, ledger }))
  if (done !== null && done < countPictures(plan)) return stoppedAfter(done, plan)
  if (!corpus && !refused) tellUntold(plan, skips)
  const seconds = (world.clock() - startedAtMs) / 1_000
  return reportOf(order.corpus, { tally, skipped: skips.rows(), seconds })
}

// A file that is broken as well is told of as broken: without its picture it would not be read again.
const tellLost = async (plan: Plan, folder: Folder, skips: SkipList): Promise<void> => {
  for (const { file, why } of lostOf(plan)) {
    // A file of many pages was read whole to find what they call their pictures.
    const read = file.page === undefined ? await readTruthFile(file, folder) : null
    if (read && 'fault' in read)
      skips.add({ what: file.path, code: 'xml_broken', detail: read.fault })
    else skips.add({ what: file.path, ...why })
  }
}

const importPictures = async (
  plan: Plan,
  given: Omit<RememberingDesk, 'hasClasses' | 'seen'>,
): Promise<number> => {
  const desk = { ...given, hasClasses: hasClasses(plan), seen: seenIn(plan.notes) }
  const total = countPictures(plan)
  let done = 0
  for (const picture of picturesOf(plan)) {
    if (given.order.isStopped?.()) return done
    given.order.onProgress?.({ done, total, name: picture.path })
    if (!isDoneByManifest(picture, plan.notes) && !(await tellUnchanged(picture, desk)))
      await rememberDone(picture, desk, (recording) => importPicture(picture, recording))
    done += 1
  }
  given.order.onProgress?.({ done: total, total, name: '' })
  return total
}

const isDoneByManifest = ({ path, truths, readings }: PicturePlan, notes: Notes): boolean =>
  truths.length + readings.length === 0 && isPainted(path, notes)

const tellUntold = (plan: Plan, skips: SkipList): void => {
  for (const { path } of picturesOf(plan))
    if (!isPainted(path, plan.notes)) skips.add({ what: path, code: 'picture_without_truth' })
}

// What no manifest tells of has only the operator to say on what terms it may be shown.
const hasOthers = (plan: Plan): boolean => {
  for (const { path } of picturesOf(plan)) if (!isPainted(path, plan.notes)) return true
  return false
}

// Says whether an order leaves it to manifests on what terms pictures are shown, and is in order else.
const isLeftToManifests = (order: ImportOrder): boolean => {
  const { licence, credit } = order
  const filled = { licence: licence || 'CC0-1.0', credit: credit || 'the manifest' }
  return refusalOf({ ...order, ...filled }) === null
}

const seenIn = (notes: Notes): ImportDesk['seen'] => ({
  get: (sourceId) => {
    const body = notes.marked(sourceId)
    return body === null ? undefined : (JSON.parse(body) as Seen)
  },
  set: (sourceId, seen) => notes.mark(sourceId, JSON.stringify(seen)),
})

const stoppedAfter = (done: number, plan: Plan): ImportRefusal => ({
  refused: `Stopped after ${done} of ${countPictures(plan)} pictures, which are kept whole; the same command goes on from there.`,
})

/** The report of an import that came to its end. */
export const reportOf = (
  corpus: string,
  { tally, skipped, seconds }: { tally: Tally; skipped: Skipped[]; seconds: number },
): ImportReport => {
  const { known, doubtful, unknown, ...counts } = tally.counts()
  const classes = tally.album.classes()
  return { corpus, ...counts, items: { known, doubtful, unknown }, classes, skipped, seconds }
}

const findOrMakeCorpus = async (
  plan: Plan,
  order: ImportOrder,
  world: ImportWorld,
): Promise<Corpus | null> => {
  const known = await world.records.findCorpus(order.corpus)
  if (known) return known
  const kind = kindOfPlan(plan)
  if (!kind) return null
  const texts = kind === 'transcription' ? await sampleTexts(plan, order.folder) : []
  return makeCorpus({ kind, texts }, order, world)
}

const sampleTextsMax = 2_000
const sampleFilesMax = 20

/** Some texts of the folder, enough to tell their script. */
const sampleTexts = async (plan: Plan, folder: Folder): Promise<string[]> => {
  const texts: string[] = []
  let files = 0
  for (const { readings, truths } of picturesOf(plan)) {
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
