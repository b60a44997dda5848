import type { Allowances, AllowanceDraw } from '../model/allowance.ts'
import type { Holder, HolderLevel } from '../model/holder.ts'
import type { Requester, LimitedAction, Limits } from '../model/limit.ts'
import type { Clock } from '../model/stores.ts'
import { openCredits } from './credits.ts'
import { openRefusals } from './refusals.ts'

/** How much there is at once, and how much comes back each minute. */
type Budget = { unitsMax: number; perMinute: number }

/** What one hand, one site and the whole instance may do of one kind of action. */
type ActionLimit = { hand: Budget; site?: Budget; instance?: Budget; batch?: number }

/**
 * The limits, for one IPv4 address; `shares` says what wider and narrower prefixes get. They let an office of
 * 400 people behind one address all come within ten minutes (`limits.test.ts`), and hold one hand to a rate
 * at which guessing and harvesting do not pay.
 */
export const actionLimits: Readonly<Record<LimitedAction, ActionLimit>> = {
  issue: {
    hand: { unitsMax: 600, perMinute: 120 },
    site: { unitsMax: 30_000, perMinute: 6_000 },
    instance: { unitsMax: 60_000, perMinute: 12_000 },
  },
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
 * What a challenge takes from `unanswered` when all but the last is used, and what a right answer gives back: a
 * little more than was taken, so that a crowd may leave one in five unanswered for as long as it comes.
 */
export const unansweredRules = { costMax: 4, rightGivesBack: 1.25 } as const

/**
 * What a right answer gives back of `wrong`: so that a crowd whose words are hard is not refused for its mistakes as
 * long as it gets more than half of its challenges right.
 */
export const wrongRules = { rightGivesBack: 0.5 } as const

/**
 * The share of a prefix. A /64 of IPv6 is one office or household, as an address of IPv4 is. A /48 is one hand
 * too, but may be several households, so no part of it can use up all it gets. A /24 of IPv4 has many tenants.
 * Half of a site's visitors may come from one provider, so an autonomous system gets half of what a site gets:
 * whoever rents thousands of networks from one is held to the allowances of 25 addresses.
 */
export const shares: Readonly<Record<HolderLevel, number>> = {
  '/32': 1,
  '/24': 4,
  '/64': 1,
  '/56': 1.25,
  '/48': 1.5,
  asn: 25,
}

const minuteMs = 60_000

/** Opens the limits on the allowances of a store; `percent` makes all of them wider or narrower, 0 lifts them. */
export function openLimits(context: {
  allowances: Pick<Allowances, 'draw' | 'charge'>
  clock: Clock
  percent: number
}): Limits {
  const { allowances, clock, percent } = context
  const refusals = openRefusals(clock)
  const credits = openCredits(clock)

  async function draw(draws: readonly AllowanceDraw[]): Promise<number | null> {
    const known = refusals.find(draws.map(({ name }) => name))
    if (known !== null) return secondsOf(known)
    const refused = await allowances.draw(draws)
    if (!refused) return null
    refusals.keep(refused.name, refused.waitMs)
    return secondsOf(refused.waitMs)
  }

  async function take(action: LimitedAction, requester: Requester): Promise<number | null> {
    const { batch = 1 } = actionLimits[action]
    const payer = `${action} ${requester.holder.prefixes[0]?.hash ?? requester.holder.networkHash}`
    if (credits.spend(payer)) return null
    const waitSeconds = await draw(drawsOf(action, requester, percent))
    if (waitSeconds === null && batch > 1) credits.keep(payer, batch - 1)
    return waitSeconds
  }

  return {
    take: async (action, requester) => (percent === 0 ? null : take(action, requester)),
    countAnswer: async (holder, outcome) => {
      if (percent === 0) return
      const { unanswered, wrong } = answerBudgets
      const isRight = outcome === 'right'
      const givenBack = isRight ? unansweredRules.rightGivesBack : 1
      const mistakes = outcome === 'wrong' ? 1 : isRight ? -wrongRules.rightGivesBack : 0
      const drawsOfWrong = drawsOfHolder('wrong', holder, scale(wrong, percent), mistakes)
      await allowances.charge([
        ...drawsOfHolder('unanswered', holder, scale(unanswered, percent), -givenBack),
        ...(mistakes === 0 ? [] : drawsOfWrong),
      ])
    },
  }
}

function drawsOf(
  action: LimitedAction,
  { holder, sitekey }: Requester,
  percent: number,
): AllowanceDraw[] {
  const { hand, site, instance, batch = 1 } = actionLimits[action]
  const wide = [
    ...(site && sitekey !== null
      ? [drawOn(`${action} site ${sitekey}`, scale(site, percent), batch)]
      : []),
    ...(instance ? [drawOn(`${action} instance`, scale(instance, percent), batch)] : []),
  ]
  const own = drawsOfHolder(action, holder, scale(hand, percent), batch)
  if (action !== 'issue') return [...own, ...wide]
  return [
    ...own,
    ...drawsOfHolder('unanswered', holder, scale(answerBudgets.unanswered, percent), 1).map(
      (one) => ({ ...one, costMax: unansweredRules.costMax }),
    ),
    ...drawsOfHolder('wrong', holder, scale(answerBudgets.wrong, percent), 0),
    ...wide,
  ]
}

function drawsOfHolder(
  what: string,
  { prefixes }: Holder,
  budget: Budget,
  units: number,
): AllowanceDraw[] {
  return prefixes.map(({ level, hash }) =>
    drawOn(`${what} ${level} ${hash}`, scale(budget, 100 * shares[level]), units),
  )
}

function drawOn(name: string, { unitsMax, perMinute }: Budget, units: number): AllowanceDraw {
  return {
    name,
    units,
    unitsMax: Math.max(units, unitsMax),
    refillMs: Math.ceil(minuteMs / perMinute),
  }
}

function scale({ unitsMax, perMinute }: Budget, percent: number): Budget {
  return { unitsMax: (unitsMax * percent) / 100, perMinute: (perMinute * percent) / 100 }
}

function secondsOf(waitMs: number): number {
  return Math.ceil(waitMs / 1000)
}
