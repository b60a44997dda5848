import type { OwnedCorpus } from '../model/corpus.ts'
import type { ClassCount, Queue } from '../model/queue.ts'
import type { Clock } from '../model/stores.ts'

const keptMs = 30_000
/**
 * A count that took long is kept this many times as long, so that counting takes at most a thousandth of the
 * time.
 */
const keptPerMs = 1_000
const corporaMax = 1_000

/** How many items of each class a corpus has to draw from; counted again on request. */
export type PoolSizes = (corpus: OwnedCorpus, options?: 'anew') => Promise<readonly ClassCount[]>

/**
 * Counts pools, and keeps each count for half a minute or more: it only steers chances and need not be exact.
 */
export function openPoolSizes(context: {
  queue: Pick<Queue, 'countClasses'>
  clock: Clock
}): PoolSizes {
  const counted = new Map<string, { sizes: readonly ClassCount[]; untilMs: number }>()
  return async ({ name, organisation }, options) => {
    const startedMs = context.clock()
    const known = counted.get(name)
    if (known && !options && known.untilMs > startedMs) return known.sizes
    const sizes = await context.queue.countClasses(organisation, name)
    const tookMs = context.clock() - startedMs
    if (counted.size >= corporaMax) counted.clear()
    const untilMs = startedMs + Math.max(keptMs, tookMs * keptPerMs)
    counted.set(name, { sizes, untilMs })
    return sizes
  }
}
