import { openReplenish } from '../kinds/replenish.ts'
import { isShown } from '../model/corpus.ts'
import { onCorpus } from './corpus-job.ts'
import type { JobContext } from './context.ts'
import type { JobKind } from './kind.ts'

/** So that settling does not wait: this takes a few seconds. */
const looksMax = 2_000

/** Brings items of a corpus that is shown into rotation, before a challenge finds none. */
export const replenishJob: JobKind = {
  lane: 'quick',
  plan: { on: 'corpora', everyMs: 60_000 },
  run: onCorpus(async (corpus, context) => {
    if (!isShown(corpus, context.clock())) return { done: '' }
    const isGrowing = await isBeingImported(corpus.name, context)
    const { pictures, measureLook, unmatched } = context
    const lookingTools = { pictures, measureLook, looksMax }
    const made = await openReplenish({ ...context, isGrowing, lookingTools }, unmatched)(corpus)
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
