import type { LimitedAction } from './limit.ts'

/** How much there is at once, and how much comes back each minute. */
export type Budget = { unitsMax: number; perMinute: number }

/** What one hand, one site and the whole instance may do of one kind of action. */
type ActionLimit = { hand: Budget; site?: Budget; instance?: Budget; batch?: number }

/**
 * The limits, for one IPv4 address; `src/defence/shares.ts` says what wider and narrower prefixes get. They let an
 * office of 400 people behind one address all come within ten minutes (`limits.test.ts`), and hold one hand to a
 * rate at which guessing and harvesting do not pay.
 */
export const actionLimits: Readonly<Record<LimitedAction, ActionLimit>> = {
  issue: {
    hand: { unitsMax: 600, perMinute: 120 },
    site: { unitsMax: 30_000, perMinute: 6_000 },
    instance: { unitsMax: 60_000, perMinute: 12_000 },
  },
  // On top of what a challenge takes. `--neither-percent` makes it wider or narrower.
  neither: { hand: { unitsMax: 60, perMinute: 6 } },
  answer: { hand: { unitsMax: 1_200, perMinute: 240 } },
  // Several for each challenge, so they are counted by the twenty.
  media: { hand: { unitsMax: 6_000, perMinute: 1_200 }, batch: 20 },
  report: { hand: { unitsMax: 20, perMinute: 2 } },
  'bad-secret': { hand: { unitsMax: 60, perMinute: 12 } },
  'bad-jwt': { hand: { unitsMax: 60, perMinute: 12 } },
}

/** What one hand may leave unanswered and answer wrongly; whoever has used either up gets no challenge. */
export const answerBudgets = {
  unanswered: { unitsMax: 3_000, perMinute: 3 },
  wrong: { unitsMax: 150, perMinute: 20 },
} as const satisfies Record<string, Budget>

/**
 * What one hand has taken lately, right or wrong. It limits nobody: it only says who has taken more than others
 * where a site's challenges run short.
 */
export const takenBudget: Budget = { unitsMax: 600, perMinute: 2 }

/** A budget at so many percent. */
export function scaleBudget({ unitsMax, perMinute }: Budget, percent: number): Budget {
  return { unitsMax: (unitsMax * percent) / 100, perMinute: (perMinute * percent) / 100 }
}

/** The name of the allowance of a site, or of the whole instance. */
export function nameOfWhole(action: LimitedAction, sitekey: string | null): string {
  return sitekey === null ? `${action} instance` : `${action} site ${sitekey}`
}
