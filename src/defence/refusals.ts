import type { Shortage } from '../model/allowance.ts'
import type { Clock } from '../model/stores.ts'

const namesMax = 10_000

/** Remembers which allowances are used up and until when. */
export type Refusals = {
  /** Which of these allowances is known to be used up, for whoever draws on all of them, and how much longer. */
  find(names: readonly string[]): { name: string; waitMs: number } | null
  keep(shortage: Shortage): void
}

/**
 * Opens the refusals of one process, so that a flood that is refused costs no statement. What is refused because
 * of the use of another allowance is refused only to those who draw on that one, too.
 */
export function openRefusals(clock: Clock): Refusals {
  const byName = new Map<string, Map<string | null, number>>()
  let size = 0
  return {
    find: (names) => {
      const now = clock()
      const kept = names.flatMap((name) => {
        const ends = byName.get(name)
        if (!ends) return []
        const endsAtMs = Math.max(...[null, ...names].map((one) => ends.get(one) ?? 0))
        return endsAtMs > now ? [{ name, waitMs: endsAtMs - now }] : []
      })
      if (kept.length === 0) return null
      return kept.reduce((longest, one) => (one.waitMs > longest.waitMs ? one : longest))
    },
    keep: ({ name, because, waitMs }) => {
      if (size >= namesMax) {
        byName.clear()
        size = 0
      }
      size += 1
      const ends = byName.get(name) ?? new Map<string | null, number>()
      ends.set(because, clock() + waitMs)
      byName.set(name, ends)
    },
  }
}
