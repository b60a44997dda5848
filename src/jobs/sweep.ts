import type { JobKind } from './kind.ts'

const dayMs = 86_400_000

/** Forgets what is over: tickets, counts, salts of past days, and pictures that were served. */
export const sweepJob: JobKind = {
  lane: 'quick',
  plan: { on: 'store', everyMs: 60_000 },
  run: async (_, { tickets, counters, salts, variants, clock, settings }) => {
    await tickets.sweep()
    await counters.sweep()
    await salts.forget(Math.floor(clock() / dayMs))
    await variants.sweep(clock() - settings.challengeTtlMs)
    return { done: '' }
  },
}
