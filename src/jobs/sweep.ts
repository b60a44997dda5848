import type { JobKind } from './kind.ts'
import { firstStretch } from './stock.ts'

const dayMs = 86_400_000
/** Jobs that are over are shown for this long, and this many of them. */
const shownForMs = 30 * dayMs
const shownMax = 1_000

/** How many days passes are counted by their way. */
const waysKeptDays = 400

/** An import that lives adds a page in far less. */
const addsWithinMs = 10 * 60_000

/**
 * Forgets what is over: tickets, failed answers that are not in the log, counts, full allowances, salts of past
 * days, pictures that were served, how many were, by which way visitors passed over a
 * year ago, and old jobs. Finishes pages that killed imports had begun to add.
 */
export const sweepJob: JobKind = {
  lane: 'quick',
  plan: { on: 'store', everyMs: 60_000 },
  run: async (
    _,
    {
      answers,
      tickets,
      counters,
      allowances,
      salts,
      variants,
      demand,
      wayCounts,
      sources,
      jobs,
      clock,
      settings,
    },
  ) => {
    await tickets.sweep()
    await counters.sweep()
    await allowances.sweep()
    await salts.forget(Math.floor(clock() / dayMs))
    // Until then a verdict can be read, and whoever answers again learns that it was answered.
    const { verdictTtlMs, challengeTtlMs } = settings
    await answers.sweep(clock() - Math.max(verdictTtlMs, challengeTtlMs))
    await variants.sweep(clock() - settings.challengeTtlMs)
    await demand.sweep(firstStretch(clock()))
    await wayCounts.sweep(Math.floor(clock() / dayMs) - waysKeptDays)
    await jobs.forgetEnded({ byMs: clock() - shownForMs, most: shownMax })
    await sources.sweep(clock() - addsWithinMs)
    return { done: '' }
  },
}
