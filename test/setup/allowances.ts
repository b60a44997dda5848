import { costOf, drawsMax, longestWaitOf, type Allowances } from '../../src/model/allowance.ts'
import type { Clock } from '../../src/model/stores.ts'

/** Allowances in memory, for simulations of many hours. They pass the suite of all engines. */
export function allowancesInMemory(clock: Clock): Allowances {
  const fullAt = new Map<string, number>()
  const fillOf = (name: string): number => Math.max(0, (fullAt.get(name) ?? 0) - clock())
  const charge = (draws: readonly { name: string; costMs: number }[]): void => {
    for (const { name, costMs } of draws) fullAt.set(name, clock() + fillOf(name) + costMs)
  }
  return {
    draw: async (draws) => {
      if (draws.length > drawsMax) throw new Error(`more than ${drawsMax} allowances at once`)
      const longest = longestWaitOf(draws, fillOf)
      if (longest.waitMs > 0) return { ...longest, waitMs: Math.ceil(longest.waitMs) }
      const priced = draws.map((of) => ({ name: of.name, costMs: costOf(of, fillOf(of.name)) }))
      charge(priced.filter(({ costMs }) => costMs > 0))
      return null
    },
    charge: async (draws) =>
      charge(draws.map(({ name, units, refillMs }) => ({ name, costMs: units * refillMs }))),
    fillsOf: async (names) =>
      new Map(names.map((name) => [name, fillOf(name)] as const).filter(([, ms]) => ms > 0)),
    sweep: async () => {
      const full = [...fullAt].filter(([, atMs]) => atMs <= clock())
      for (const [name] of full) fullAt.delete(name)
      return full.length
    },
  }
}
