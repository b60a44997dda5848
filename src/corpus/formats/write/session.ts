import type { Kind, Kinds } from '../../../kinds/kind.ts'
import type { Documents } from '../../../model/document.ts'
import type { Corpus } from '../../../model/corpus.ts'
import type { Source, Sources } from '../../../model/source.ts'
import type { Clock, Files } from '../../../model/stores.ts'
import type { Fits } from '../../../model/fit.ts'
import type { Recalls } from '../../../model/recall.ts'
import type { OutFolder } from '../../../model/out-folder.ts'
import type { ReadItem, Readings, ReadingState } from '../../../model/reading.ts'
import { isExported, isListed, type Choice, type Which } from './choice.ts'

/** What is exported, how, and where to. */
export type ExportOrder = {
  corpus: Corpus
  format: { name: string }
  which: Which
  out: OutFolder
  /** The version of Incipit, as exports name it. */
  version: string
  /** The address at which the folder will be published, with a trailing slash; null if not given. */
  baseUrl: string | null
  onProgress?: (done: number) => void
}

/** What an export needs from outside. */
export type ExportContext = {
  sources: Pick<Sources, 'list'>
  documents: Pick<Documents, 'list'>
  readings: Readings
  fits: Pick<Fits, 'find'>
  recalls: Pick<Recalls, 'list'>
  files: Pick<Files, 'get'>
  clock: Clock
  kinds: Kinds
}

/** A file of an export, as its descriptor names it. */
export type FileFacts = { path: string; mediaType: string; schema?: Record<string, unknown> }

/** Something that could not be exported, with the reason as the rest of a sentence. */
export type Missed = { what: string; why: string }

/**
 * What an export wrote. `heldBack` counts accepted readings left out because they are in quarantine;
 * `withdrawn`, those once accepted that are no longer, or now have another text; `doubts`, those that
 * contradict what the archive knows.
 */
export type Counts = {
  files: number
  readings: Record<ReadingState, number>
  heldBack: number
  withdrawn: number
  doubts: number
}

/** What one export uses from the first file to the last. */
export type ExportSession = {
  order: ExportOrder
  context: ExportContext
  /** That of the corpus. */
  kind: Kind
  nowMs: number
  choice: Choice
  counts: Counts
  files: FileFacts[]
  missed: Missed[]
  missedCount: number
}

/** How many files the descriptor names one by one, and how many failures the report lists. */
export const listedMax = 1_000
const sourcesPerBatch = 100

/** Writes one file and says whether that succeeded; a failure goes into the report. */
export async function writeOut(
  session: ExportSession,
  facts: FileFacts,
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<boolean> {
  const file = await session.order.out.add(facts.path)
  if (!file) {
    miss(session, { what: facts.path, why: 'no file of that name can be written' })
    return false
  }
  for await (const piece of pieces) await file.write(piece)
  await file.close()
  session.counts.files += 1
  if (session.files.length < listedMax) session.files.push(facts)
  return true
}

/** Reports something that is missing in the export. */
export function miss(session: ExportSession, missed: Missed): void {
  session.missedCount += 1
  if (session.missed.length < listedMax) session.missed.push(missed)
}

/** Counts a reading that was exported. */
export function countReading(session: ExportSession, state: ReadingState): void {
  session.counts.readings[state] += 1
}

/** All sources of the corpus, batch after batch. */
export const sourcesOf = async function* ({
  order,
  context,
}: ExportSession): AsyncGenerator<Source> {
  const { organisation, name } = order.corpus
  let after = ''
  let done = 0
  for (;;) {
    const batch = await context.sources.list(organisation, name, after, sourcesPerBatch)
    yield* batch
    done += batch.length
    order.onProgress?.(done)
    const last = batch.at(-1)
    if (!last) return
    after = last.id
  }
}

/** All items of a source of the corpus with their readings. */
export function readItemsOf(
  { order, context }: ExportSession,
  { id }: Source,
): Promise<ReadItem[]> {
  return context.readings.ofSource(order.corpus.organisation, id)
}

/** An item with its reading, which is there. */
export type SettledItem = ReadItem & { reading: NonNullable<ReadItem['reading']> }

/** The items of a source whose readings are exported. */
export async function settledOf(session: ExportSession, source: Source): Promise<SettledItem[]> {
  const items = await readItemsOf(session, source)
  return items.filter((read): read is SettledItem => isExported(read, session.choice))
}

/** The items of a source whose readings are listed in a table. */
export async function listedOf(session: ExportSession, source: Source): Promise<SettledItem[]> {
  const items = await readItemsOf(session, source)
  return items.filter((read): read is SettledItem => isListed(read, session.choice))
}

/** The day of a time: exports never give the time of an answer more precisely. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
