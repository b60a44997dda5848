import type { PairContext } from '../kinds/paired/draw-pairs.ts'
import type { Jobs } from '../model/job.ts'
import type { Clock } from '../model/stores.ts'

/** Each request costs a commit, and the worker needs a moment. */
const askEveryMs = 5_000
const corporaMax = 1_000

/**
 * Requests that a corpus is replenished beside the requests, where pairing thousands of items keeps nobody
 * waiting; once in a few seconds for each corpus.
 */
export function openReplenishRequests({
  jobs,
  clock,
}: {
  jobs: Pick<Jobs, 'request'>
  clock: Clock
}): PairContext['replenish'] {
  const askedAtMs = new Map<string, number>()
  return async ({ name: corpus }) => {
    const now = clock()
    if (now < (askedAtMs.get(corpus) ?? -Infinity) + askEveryMs) return
    if (askedAtMs.size >= corporaMax) askedAtMs.clear()
    askedAtMs.set(corpus, now)
    await jobs.request({ kind: 'replenish', corpus }, { input: '{}', dueAtMs: now })
  }
}
