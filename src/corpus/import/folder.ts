import { kindNamed } from '../../kinds/kind.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Folder } from '../../model/folder.ts'
import type { ImportCache } from '../../model/import-cache.ts'
import type { Staging } from '../../model/staging.ts'
import type { AlbumClass } from '../survey/album.ts'
import { formatsOf, type ImportSession, type ImportOrder, type ImportContext } from './session.ts'
import type { ImportFormat } from '../formats/read/format.ts'
import { stoppedBy } from '../iiif/import-iiif.ts'
import { importLocalIiif } from '../iiif/import-local.ts'
import { importPicture } from './picture.ts'
import { makeCorpus } from './make-corpus.ts'
import {
  countPictures,
  hasClasses,
  contentOfPlan,
  lostOf,
  picturesOf,
  planImport,
  type Plan,
} from '../survey/plan.ts'
import type { PicturePlan } from '../survey/picture-plan.ts'
import { readSpeechFile } from '../speech/read-speech-file.ts'
import { readTruthFile } from '../formats/read/read-truth.ts'
import { refusalOf, refuseOrder } from './refuse.ts'
import { openSkipList, skipCode, type SkipList, type Skipped } from './skips.ts'
import { folderLimits, surveyFolder } from '../survey/survey.ts'
import { rememberDone, repeatReport, type RememberingSession } from '../survey/unchanged.ts'
import { openImportTally, type ImportTally } from './tally.ts'

/** What an import did, with a reason for everything that was left out. */
export type ImportReport = {
  corpus: string
  /** Pages and images that gave at least one item or region. */
  pages: number
  /** Items that can be asked. */
  items: { known: number; doubtful: number; unknown: number }
  /** Lines that are too long to ask. */
  waiting: number
  /** Words cut out of those lines, included in the items. */
  cut: number
  /** Known items that cannot decide. */
  unfit: number
  /** Items that are new in the store. */
  added: number
  /** Items that were in the store with another reading, and got this one. */
  revised: number
  /** Sources that were in the store with another licence or credit, and got this one. */
  corrected: number
  /** The classes of images, those with the most first; none if texts are imported. */
  classes: AlbumClass[]
  skipped: Skipped[]
  seconds: number
}

/** Why nothing was imported, in one sentence. */
export type ImportRefusal = { refused: string }

/**
 * Imports a folder: each picture with all that its files say about it, whole. Importing
 * twice changes nothing; corrections made in between are taken over, unless they are less certain than what is
 * stored. What cannot be used is reported and stops nothing else.
 */
export async function importFolder(
  order: ImportOrder,
  context: ImportContext,
): Promise<ImportReport | ImportRefusal> {
  const refused = await refuseOrder(order, context)
  if (refused) return refused
  const staging = context.openStaging()
  const importCache = context.openImportCache()
  try {
    return await importNoted(order, context, { staging, importCache })
  } finally {
    importCache.close()
    staging.close()
  }
}

async function importNoted(
  order: ImportOrder,
  context: ImportContext,
  { staging, importCache }: { staging: Staging; importCache: ImportCache },
): Promise<ImportReport | ImportRefusal> {
  const startedAtMs = context.clock()
  const skips = openSkipList()
  const isStopped = order.isStopped ?? (() => false)
  const survey = await surveyFolder(order.folder, {
    formats: formatsOf(context),
    staging,
    importCache,
    skips,
    isStopped,
  })
  if (survey === 'stopped') return { refused: 'Stopped before anything was imported.' }
  if (survey === 'too_many')
    return { refused: `${order.folder.name} holds more than ${folderLimits.files} files.` }
  const tally = openImportTally()
  const iiif = await importLocalIiif({ order, context, staging, skips, tally })
  const refused = refusalOf(order)
  if (refused && iiif.manifests === 0) return { refused }
  const ended = stoppedBy(iiif, tally.counts())
  if (ended) return ended
  const plan = planImport(survey, skips)
  await skipLost(plan, order.folder, { skips, formats: formatsOf(context) })
  if (refused && hasOthers(plan))
    skips.add({ what: order.folder.name, code: 'rights_not_open', detail: refused })
  const corpus = refused ? null : await findOrMakeCorpus(plan, order, context)
  const done =
    corpus && (await importPictures(plan, { order, context, corpus, skips, tally, importCache }))
  if (done !== null && done < countPictures(plan)) return stoppedAfter(done, plan)
  if (!corpus && !refused) reportWithoutTruth(plan, skips)
  const seconds = (context.clock() - startedAtMs) / 1_000
  return reportOf(order.corpus, { tally, skipped: skips.rows(), seconds })
}

// A file that is also broken is reported as broken: without its picture it would not be read again.
async function skipLost(
  plan: Plan,
  folder: Folder,
  { skips, formats }: { skips: SkipList; formats: readonly ImportFormat[] },
): Promise<void> {
  for (const { truth, code, detail } of lostOf(plan)) {
    // A file of many pages has already been read whole, to find the names of their pictures.
    const read = truth.page === undefined ? await readTruthFile(truth, folder, formats) : null
    if (read && 'fault' in read)
      skips.add({ what: truth.path, code: 'xml_broken', detail: read.fault })
    else skips.add({ what: truth.path, code: skipCode(code), ...(detail ? { detail } : {}) })
  }
}

async function importPictures(
  plan: Plan,
  given: Omit<RememberingSession, 'kind' | 'hasClasses' | 'seen'>,
): Promise<number> {
  const kind = kindNamed(given.context.kinds, given.corpus.kind)
  const session = { ...given, kind, hasClasses: hasClasses(plan), seen: seenIn(plan.staging) }
  const total = countPictures(plan)
  let done = 0
  for (const picture of picturesOf(plan)) {
    if (given.order.isStopped?.()) return done
    given.order.onProgress?.({ done, total, name: picture.path })
    if (!isDoneByManifest(picture, plan.staging) && !(await repeatReport(picture, session)))
      await rememberDone(picture, session, (recording) => importPicture(picture, recording))
    done += 1
  }
  given.order.onProgress?.({ done: total, total, name: '' })
  return total
}

function isDoneByManifest({ path, truths, readings }: PicturePlan, staging: Staging): boolean {
  return truths.length + readings.length === 0 && staging.isPainted(path)
}

function reportWithoutTruth(plan: Plan, skips: SkipList): void {
  for (const { path, isRecording } of picturesOf(plan)) {
    const code = isRecording ? 'recording_without_text' : 'picture_without_truth'
    if (!plan.staging.isPainted(path)) skips.add({ what: path, code })
  }
}

// For pictures that are in no manifest, only the operator can say on what terms they may be shown.
function hasOthers(plan: Plan): boolean {
  for (const { path } of picturesOf(plan)) if (!plan.staging.isPainted(path)) return true
  return false
}

function seenIn(staging: Staging): ImportSession['seen'] {
  return {
    get: (sourceId) => staging.findSeen(sourceId) ?? undefined,
    set: (sourceId, seen) => staging.markSeen(sourceId, seen),
  }
}

function stoppedAfter(done: number, plan: Plan): ImportRefusal {
  return {
    refused: `Stopped after ${done} of ${countPictures(plan)} pictures, which are kept whole; the same command goes on from there.`,
  }
}

/** The report of a finished import. */
export function reportOf(
  corpus: string,
  { tally, skipped, seconds }: { tally: ImportTally; skipped: Skipped[]; seconds: number },
): ImportReport {
  const { known, doubtful, unknown, ...counts } = tally.counts()
  const classes = tally.album.classes()
  return { corpus, ...counts, items: { known, doubtful, unknown }, classes, skipped, seconds }
}

async function findOrMakeCorpus(
  plan: Plan,
  order: ImportOrder,
  context: ImportContext,
): Promise<Corpus | null> {
  const known = await context.corpora.findOf(order.organisation, order.corpus)
  if (known) return known
  const content = contentOfPlan(plan)
  if (!content) return null
  const texts = content !== 'class' ? await sampleTexts(plan, order.folder, formatsOf(context)) : []
  return makeCorpus({ content, texts }, order, context)
}

const sampleTextsMax = 2_000
const sampleFilesMax = 20

/** Some texts of the folder, enough to detect their script. */
async function sampleTexts(
  plan: Plan,
  folder: Folder,
  formats: readonly ImportFormat[],
): Promise<string[]> {
  const texts: string[] = []
  let files = 0
  for (const { readings, truths, isRecording } of picturesOf(plan)) {
    for (const { text } of readings) if (text !== null) texts.push(text)
    for (const file of truths.slice(0, sampleFilesMax - files)) {
      files += 1
      if (isRecording) {
        const speech = await readSpeechFile(file, folder, formats)
        for (const { text } of 'fault' in speech ? [] : speech.cues)
          if (text !== null) texts.push(text)
        continue
      }
      const read = await readTruthFile(file, folder, formats)
      const regions = 'fault' in read ? [] : read.truth.pages.flatMap((page) => page.regions)
      for (const { text } of regions) if (text !== null) texts.push(text)
    }
    if (texts.length >= sampleTextsMax) break
  }
  return texts
}
