import { settleCorpus, type SettledCounts } from '../../labels/settle-corpus.ts'
import type { ReadingState } from '../../model/reading.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'
import type { BusyCorpus } from './busy.ts'

/** What settling changed in a corpus, and how many of its readings are now in each state. */
export type SettledReadings = Omit<SettledCounts, 'isRefitDue' | 'isBusy'> &
  Record<ReadingState, number> & { isBusy: false }

/** Brings the readings of a corpus up to date; `again` settles all labels again, not only new ones. */
export async function settleReadings(
  context: Context,
  { corpus: name, again }: { corpus: string; again: boolean },
): Promise<SettledReadings | BusyCorpus | Refused> {
  const { store, clock, random, kinds } = context
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const settling = { ...store, clock, random, kinds }
  const done = await settleCorpus(corpus, settling, { again, waits: true })
  const { isRefitDue: _, isBusy, ...settled } = done
  if (isBusy) return { corpus: name, isBusy }
  const counts = await store.readings.count(corpus.organisation, name)
  return { ...settled, ...counts, isBusy }
}
