import type { Allowances, AllowanceDraw } from '../model/allowance.ts'
import { actionLimits } from '../model/budget.ts'
import type { LimitedAction, Limits, Requester } from '../model/limit.ts'
import type { Clock } from '../model/stores.ts'
import { openCredits } from './credits.ts'
import { chargesOf, drawsOf } from './draws.ts'
import { openRefusals } from './refusals.ts'
import { openShortages, type Warn } from './shortages.ts'

/** Opens the limits on the allowances of a store; `percent` makes all of them wider or narrower, 0 lifts them. */
export function openLimits(context: {
  allowances: Pick<Allowances, 'draw' | 'charge'>
  clock: Clock
  percent: number
  /** That of the action `neither` within it; 100 if absent. */
  neitherPercent?: number
  warn: Warn
}): Limits {
  const { allowances, clock, percent, neitherPercent = 100 } = context
  const refusals = openRefusals(clock)
  const credits = openCredits(clock)
  const shortages = openShortages(context)

  async function draw(draws: readonly AllowanceDraw[]): Promise<number | null> {
    const known = refusals.find(draws.map(({ name }) => name))
    if (known !== null) {
      shortages.count(known.name)
      return secondsOf(known.waitMs)
    }
    const shortage = await allowances.draw(draws)
    if (!shortage) return null
    refusals.keep(shortage)
    shortages.count(shortage.name)
    return secondsOf(shortage.waitMs)
  }

  async function take(action: LimitedAction, requester: Requester): Promise<number | null> {
    const { batch = 1 } = actionLimits[action]
    const payer = `${action} ${requester.holder.prefixes[0]?.hash ?? requester.holder.networkHash}`
    if (credits.spend(payer)) return null
    const own = action === 'neither' ? (percent * neitherPercent) / 100 : percent
    const waitSeconds = await draw(drawsOf(action, requester, own))
    if (waitSeconds === null && batch > 1) credits.keep(payer, batch - 1)
    return waitSeconds
  }

  return {
    take: async (action, requester) => (percent === 0 ? null : take(action, requester)),
    countAnswer: async (holder, outcome) => {
      if (percent !== 0) await allowances.charge(chargesOf(holder, outcome, percent))
    },
  }
}

function secondsOf(waitMs: number): number {
  return Math.ceil(waitMs / 1000)
}
