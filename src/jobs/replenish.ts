import { openReplenish } from '../kinds/replenish.ts'
import { isShown } from '../model/corpus.ts'
import { onCorpus } from './corpus-job.ts'
import type { JobKind } from './kind.ts'

/** Brings items of a corpus that is shown into rotation, before a challenge finds none. */
export const replenishJob: JobKind = {
  lane: 'quick',
  plan: { on: 'corpora', everyMs: 60_000 },
  run: onCorpus(async (corpus, context) => {
    if (!isShown(corpus, context.clock())) return { done: '' }
    const made = await openReplenish(context, context.unmatched)(corpus)
    return { done: made === 0 ? '' : `${made} pairs made` }
  }),
}
