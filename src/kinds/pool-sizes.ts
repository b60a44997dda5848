import type { OwnedCorpus } from '../model/corpus.ts'
import type { Arc } from '../model/exposure.ts'
import type { ClassCount, Queue } from '../model/queue.ts'
import type { Clock } from '../model/stores.ts'
import { wholeCircle, widthOf } from './queued/arcs.ts'

const keptMs = 30_000
/**
 * A count that took long is kept this many times as long, so that counting takes at most a thousandth of the
 * time; that of an arc longer still, because there are as many more of them.
 */
const keptPerMs = 1_000
const corporaMax = 1_000

/**
 * How many items of each class a corpus has to draw from, in an arc of its circle or in all; all counted again on
 * request.
 */
export type PoolSizes = (
  corpus: OwnedCorpus,
  of?: { arc?: Arc | undefined; isAnew?: boolean },
) => Promise<readonly ClassCount[]>

type Counted = { sizes: readonly ClassCount[]; untilMs: number }

/**
 * Counts pools, and keeps each count for half a minute or more: it only steers chances and need not be exact.
 */
export function openPoolSizes(context: {
  queue: Pick<Queue, 'countClasses'>
  clock: Clock
}): PoolSizes {
  const corpora = new Map<string, Map<string, Counted>>()
  return async ({ name, organisation }, { arc = wholeCircle, isAnew = false } = {}) => {
    const startedMs = context.clock()
    if (isAnew) corpora.delete(name)
    const key = `${arc.from} ${arc.to}`
    const known = corpora.get(name)?.get(key)
    if (known && known.untilMs > startedMs) return known.sizes
    const sizes = await context.queue.countClasses(organisation, name, arc)
    const tookMs = context.clock() - startedMs
    if (corpora.size >= corporaMax) corpora.clear()
    const untilMs = startedMs + Math.max(keptMs, (tookMs * keptPerMs) / widthOf(arc))
    const arcs = corpora.get(name) ?? new Map<string, Counted>()
    corpora.set(name, arcs.set(key, { sizes, untilMs }))
    return sizes
  }
}
