import type { AllowanceDraw, Kept } from '../model/allowance.ts'
import {
  actionLimits,
  answerBudgets,
  nameOfWhole,
  scaleBudget,
  takenBudget,
  type Budget,
} from '../model/budget.ts'
import type { Holder, HolderPrefix } from '../model/holder.ts'
import type { LimitedAction, Requester } from '../model/limit.ts'
import {
  levelsWithoutUnanswered,
  shares,
  takenLevels,
  takenWeight,
  wholeKeptShare,
} from './shares.ts'

const minuteMs = 60_000

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

/** What an action draws on, all at once. */
export function drawsOf(
  action: LimitedAction,
  { holder, sitekey }: Requester,
  percent: number,
): AllowanceDraw[] {
  const { hand, batch = 1 } = actionLimits[action]
  const own = drawsOfHolder(action, holder.prefixes, {
    budget: scaleBudget(hand, percent),
    units: batch,
  })
  // Whoever asked for many challenges before answering one is held to the same mistakes as anybody else.
  if (action === 'answer') return [...own, ...wrongOf(holder.prefixes, percent, own.length)]
  if (action !== 'issue') return own
  return [...own, ...drawsOfIssue({ holder, sitekey }, percent, own.length)]
}

/** What an answer, or a pass without one, gives back and costs. */
export function chargesOf(
  { prefixes }: Holder,
  outcome: 'right' | 'wrong' | 'unasked',
  percent: number,
): AllowanceDraw[] {
  const isRight = outcome === 'right'
  const units = -(isRight ? unansweredRules.rightGivesBack : 1)
  const mistakes = outcome === 'wrong' ? 1 : isRight ? -wrongRules.rightGivesBack : 0
  const ofWrong = { budget: scaleBudget(answerBudgets.wrong, percent), units: mistakes }
  const ofUnanswered = { budget: scaleBudget(answerBudgets.unanswered, percent), units }
  return [
    ...drawsOfHolder('unanswered', prefixes, ofUnanswered),
    ...(mistakes === 0 ? [] : drawsOfHolder('wrong', prefixes, ofWrong)),
  ]
}

// A mistake is charged once it is made; until then there only has to be room for it.
function wrongOf(prefixes: Holder['prefixes'], percent: number, from: number): AllowanceDraw[] {
  const budget = scaleBudget(answerBudgets.wrong, percent)
  return drawsOfHolder('wrong', prefixes, { budget, units: 0, from })
}

// A site's challenges and those of the instance are kept for those who answer what they ask for, and then for
// those who took few.
function drawsOfIssue(
  { holder: { prefixes }, sitekey }: Requester,
  percent: number,
  from: number,
): AllowanceDraw[] {
  const { site, instance } = actionLimits.issue
  const wrong = wrongOf(prefixes, percent, from)
  const first = from + wrong.length
  const unanswered = unansweredOf(prefixes, percent, first)
  const taken = takenOf(prefixes, percent)
  const to = first + unanswered.length + taken.length - 1
  const kept = { share: wholeKeptShare, from: first, to }
  const wholeOf = (budget: Budget, of: string | null): AllowanceDraw => ({
    ...drawOn(nameOfWhole('issue', of), scaleBudget(budget, percent), 1),
    kept,
  })
  return [
    ...wrong,
    ...unanswered,
    ...taken,
    ...(site && sitekey !== null ? [wholeOf(site, sitekey)] : []),
    ...(instance ? [wholeOf(instance, null)] : []),
  ]
}

function unansweredOf(
  prefixes: readonly HolderPrefix[],
  percent: number,
  from: number,
): AllowanceDraw[] {
  const budget = scaleBudget(answerBudgets.unanswered, percent)
  return drawsOfHolder('unanswered', prefixes, { budget, units: 1, from }).map((draw, n) => {
    const level = prefixes[n]?.level
    return level && levelsWithoutUnanswered.has(level)
      ? neverUsedUp(draw)
      : { ...draw, costMax: unansweredRules.costMax }
  })
}

function takenOf(prefixes: readonly HolderPrefix[], percent: number): AllowanceDraw[] {
  const counted = prefixes.filter(({ level }) => takenLevels.has(level))
  const budget = scaleBudget(takenBudget, percent)
  return drawsOfHolder('taken', counted, { budget, units: 1 }).map((draw) => ({
    ...neverUsedUp(draw),
    weight: takenWeight,
  }))
}

function neverUsedUp({ name, units, unitsMax, refillMs }: AllowanceDraw): AllowanceDraw {
  return { name, units, unitsMax: Math.max(2 * units, unitsMax), refillMs, costMax: 0 }
}

/** The allowances of each prefix; `from` is the place that the first will have among all that are drawn on. */
function drawsOfHolder(
  what: string,
  prefixes: readonly HolderPrefix[],
  { budget, units, from = 0 }: { budget: Budget; units: number; from?: number },
): AllowanceDraw[] {
  return prefixes.map(({ level, hash }, n) => {
    const { share, keptShare } = shares[level]
    const draw = drawOn(`${what} ${level} ${hash}`, scaleBudget(budget, 100 * share), units)
    if (keptShare === 0 || n === 0) return draw
    const kept: Kept = { share: keptShare, from, to: from + n - 1 }
    return { ...draw, kept }
  })
}

function drawOn(name: string, { unitsMax, perMinute }: Budget, units: number): AllowanceDraw {
  return {
    name,
    units,
    unitsMax: Math.max(units, unitsMax),
    refillMs: Math.ceil(minuteMs / perMinute),
  }
}
