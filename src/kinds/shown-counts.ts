import { type Demand, stretchMs } from '../model/demand.ts'
import type { Clock } from '../model/stores.ts'

const storedEveryMs = 10_000

/** Counts in memory what the challenges of a process show; what is counted is stored now and then. */
export type ShownCounts = {
  /** Counts pictures of a corpus. */
  add(corpus: string, pictures: number): void
  /** Stores what has been counted. */
  store(): Promise<void>
}

/**
 * Opens the counts. They are stored with the next challenge after ten seconds, so that counting costs no commit of its
 * own. A process that is killed loses ten seconds of them, which only makes its stock a little smaller.
 */
export function openShownCounts({
  demand,
  clock,
}: {
  demand: Pick<Demand, 'add'>
  clock: Clock
}): ShownCounts {
  let counts = new Map<string, number>()
  let storedAtMs = clock()

  async function store(): Promise<void> {
    if (counts.size === 0) return
    const shown = [...counts].map(([corpus, pictures]) => ({ corpus, pictures }))
    counts = new Map()
    storedAtMs = clock()
    await demand.add(Math.floor(storedAtMs / stretchMs), shown)
  }

  return {
    add: (corpus, pictures) => {
      counts.set(corpus, (counts.get(corpus) ?? 0) + pictures)
      // Challenges are issued all the same if this is lost.
      if (clock() >= storedAtMs + storedEveryMs) store().catch(() => undefined)
    },
    store,
  }
}
