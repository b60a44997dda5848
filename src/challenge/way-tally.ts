import type { Clock } from '../model/stores.ts'
import type { Way, WayCounts, WayPasses } from '../model/way.ts'

const dayMs = 86_400_000
const storedEveryMs = 10_000

/** Counts in memory by which way visitors pass; what is counted is stored now and then. */
export type WayTally = {
  /** Counts a pass, with the puzzles it took and the time from the question to the answer. */
  add(sitekey: string, way: Way, took: { puzzles?: number; elapsedMs: number }): void
  /** Stores what has been counted. */
  store(): Promise<void>
}

/**
 * Opens the tally of one process. It is stored with the next pass after ten seconds, so that counting costs no commit
 * of its own. A process that is killed loses ten seconds of it.
 */
export function openWayTally({
  wayCounts,
  clock,
}: {
  wayCounts: Pick<WayCounts, 'add'>
  clock: Clock
}): WayTally {
  let counts = new Map<string, WayPasses>()
  let storedAtMs = clock()

  async function store(): Promise<void> {
    if (counts.size === 0) return
    const passed = [...counts.values()].map((of) => ({ ...of, seconds: Math.round(of.seconds) }))
    counts = new Map()
    storedAtMs = clock()
    await wayCounts.add(Math.floor(storedAtMs / dayMs), passed)
  }

  return {
    add: (sitekey, way, { puzzles = 0, elapsedMs }) => {
      const name = `${way} ${sitekey}`
      const sum = counts.get(name) ?? { sitekey, way, passes: 0, puzzles: 0, seconds: 0 }
      sum.passes += 1
      sum.puzzles += puzzles
      sum.seconds += elapsedMs / 1000
      counts.set(name, sum)
      // A pass is good all the same if this is lost.
      if (clock() >= storedAtMs + storedEveryMs) store().catch(() => undefined)
    },
    store,
  }
}
