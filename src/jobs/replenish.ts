import { openReplenish } from '../kinds/replenish.ts'
import { isShown } from '../model/corpus.ts'
import { onCorpus } from './corpus-job.ts'
import type { JobContext } from './context.ts'
import type { JobKind } from './kind.ts'

/** Brings items of a corpus that is shown into rotation, before a challenge finds none. */
export const replenishJob: JobKind = {
  lane: 'quick',
  plan: { on: 'corpora', everyMs: 60_000 },
  run: onCorpus(async (corpus, context) => {
    if (!isShown(corpus, context.clock())) return { done: '' }
    const isGrowing = await isBeingImported(corpus.name, context)
    const made = await openReplenish({ ...context, isGrowing }, context.unmatched)(corpus)
    return { done: made === 0 ? '' : `${made} pairs made` }
  }),
}

async function isBeingImported(
  corpus: string,
  { jobs, clock }: Pick<JobContext, 'jobs' | 'clock'>,
): Promise<boolean> {
  const job = await jobs.find({ kind: 'import', corpus })
  return job?.state === 'running' && job.leaseUntilMs > clock()
}
