import { settleCorpus } from '../../labels/settle-corpus.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Context } from '../context.ts'
import { findWithdrawn } from '../readings/find-withdrawn.ts'
import type { Refused } from '../refused.ts'

/** The effect of a change of recalls on accepted readings. */
export type RecallEffect = { withdrawn: number; acceptedBefore: number; accepted: number }

/** Changes recalls of a corpus and settles it; the effect is null if another process still has to settle it. */
export async function settleAfter<Done extends object>(
  context: Context,
  corpus: Corpus,
  change: () => Promise<Done | Refused>,
): Promise<(Done & { effect: RecallEffect | null }) | Refused> {
  const { store, clock, random, kinds } = context
  const before = await store.readings.count(corpus.organisation, corpus.name)
  const startedAtMs = clock()
  const done = await change()
  if (isRefused(done)) return done
  const settling = { ...store, clock, random, kinds }
  const { isBusy } = await settleCorpus(corpus, settling, { waits: true })
  if (isBusy) return { ...done, effect: null }
  const withdrawn = (await findWithdrawn(store, corpus, startedAtMs)).length
  const { accepted } = await store.readings.count(corpus.organisation, corpus.name)
  return { ...done, effect: { withdrawn, acceptedBefore: before.accepted, accepted } }
}

function isRefused(done: object): done is Refused {
  return 'refused' in done
}
