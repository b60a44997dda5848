import type { Clock } from '../model/stores.ts'

const namesMax = 10_000

/** Remembers which allowances are used up and until when. */
export type Refusals = {
  /** How many milliseconds the longest of these allowances is still used up; null if none is known to be. */
  find(names: readonly string[]): number | null
  keep(name: string, waitMs: number): void
}

/** Opens the refusals of one process, so that a flood that is refused costs no statement. */
export function openRefusals(clock: Clock): Refusals {
  const endsAtMs = new Map<string, number>()
  return {
    find: (names) => {
      const now = clock()
      const waits = names.map((name) => (endsAtMs.get(name) ?? 0) - now).filter((ms) => ms > 0)
      return waits.length === 0 ? null : Math.max(...waits)
    },
    keep: (name, waitMs) => {
      if (endsAtMs.size >= namesMax) endsAtMs.clear()
      endsAtMs.set(name, clock() + waitMs)
    },
  }
}
