import type { Allowances, AllowanceDraw } from '../../src/model/allowance.ts'
import type { Clock } from '../../src/model/stores.ts'

/** Allowances in memory, for simulations of many hours. They pass the suite of all engines. */
export function allowancesInMemory(clock: Clock): Allowances {
  const fullAt = new Map<string, number>()
  const fillOf = (name: string): number => Math.max(0, (fullAt.get(name) ?? 0) - clock())
  const charge = (draws: readonly AllowanceDraw[]): void => {
    for (const { name, units, refillMs } of draws)
      fullAt.set(name, clock() + fillOf(name) + units * refillMs)
  }
  return {
    draw: async (draws) => {
      const waits = draws.map(({ name, units, unitsMax, refillMs }) => ({
        name,
        waitMs: Math.ceil(fillOf(name) + (units - unitsMax) * refillMs),
      }))
      const longest = waits.reduce((most, one) => (one.waitMs > most.waitMs ? one : most))
      if (longest.waitMs > 0) return longest
      charge(draws.filter(({ units }) => units > 0))
      return null
    },
    charge: async (draws) => charge(draws),
    sweep: async () => {
      const full = [...fullAt].filter(([, atMs]) => atMs <= clock())
      for (const [name] of full) fullAt.delete(name)
      return full.length
    },
  }
}
