import type { Role } from '../model/item.ts'
import type { Clock, Records } from '../model/stores.ts'

const keptMs = 30_000
const corporaMax = 1_000

/** How many items of each role a corpus has to draw from. */
export type PoolSizes = (corpus: string) => Promise<Record<Role, number>>

/** Counts pools, and keeps each count for half a minute: it steers chances and need not be exact. */
export const openPoolSizes = (lent: {
  records: Pick<Records, 'countPool'>
  clock: Clock
}): PoolSizes => {
  const counted = new Map<string, { sizes: Record<Role, number>; untilMs: number }>()
  return async (corpus) => {
    const known = counted.get(corpus)
    if (known && known.untilMs > lent.clock()) return known.sizes
    const sizes = await lent.records.countPool(corpus)
    if (counted.size >= corporaMax) counted.clear()
    counted.set(corpus, { sizes, untilMs: lent.clock() + keptMs })
    return sizes
  }
}
