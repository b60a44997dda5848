import type { Clock } from '../model/stores.ts'

const namesMax = 10_000
const ttlMs = 60_000

/** Actions that were drawn in advance, a number at a time. */
export type Credits = {
  /** Uses one up; false if there is none left. */
  spend(name: string): boolean
  keep(name: string, units: number): void
}

/** Opens the credits of one process: many cheap actions then cost one statement. */
export function openCredits(clock: Clock): Credits {
  const kept = new Map<string, { units: number; endsAtMs: number }>()
  return {
    spend: (name) => {
      const credit = kept.get(name)
      if (!credit || credit.units < 1 || credit.endsAtMs <= clock()) return false
      credit.units -= 1
      return true
    },
    keep: (name, units) => {
      if (kept.size >= namesMax) kept.clear()
      kept.set(name, { units, endsAtMs: clock() + ttlMs })
    },
  }
}
