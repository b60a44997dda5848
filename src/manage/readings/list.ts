import type { Corpus } from '../../model/corpus.ts'
import type { ReadItem, Reading } from '../../model/reading.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'

/** An item that has a reading. */
export type ListedReading = ReadItem & { reading: Reading }

/** Readings in one state; `next` is the item to continue after, or null if there are no more. */
export type ListedReadings = {
  corpus: Corpus
  readings: readonly ListedReading[]
  next: string | null
  nowMs: number
}

/** Which readings to list: those in a state, after the item `after`, at most `limit`. */
export type ListOrder = { corpus: string; state: Reading['state']; limit: number; after: string }

/** Readings of a corpus in one state with their items, in the order of the items' ids. */
export async function listReadings(
  context: Context,
  { corpus: name, ...page }: ListOrder,
): Promise<ListedReadings | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const read = await context.store.readings.list(corpus.organisation, name, page)
  const readings = read.flatMap(withReading)
  const next = readings.length < page.limit ? null : (readings.at(-1)?.item.id ?? null)
  return { corpus, readings, next, nowMs: context.clock() }
}

function withReading(read: ReadItem): ListedReading[] {
  return read.reading ? [{ ...read, reading: read.reading }] : []
}
