import type { Label } from '../model/answer.ts'
import type { Agreement } from '../kinds/kind.ts'
import type { NetworkRecord } from '../model/fit.ts'
import type { KnownAnswer } from '../model/reading.ts'
import { binomialTail } from './refresh-tail.ts'

/** When more networks fail, or pass, known items than their records predict. */
export const knownRules = {
  /** Networks are trusted if they got this share of other known items right, out of this many or more. */
  trustedShareMin: 0.9,
  trustedAskedMin: 1,
  /**
   * Networks are doubted if they got only this share of other known items right, out of this many or more.
   */
  doubtedShareMax: 0.5,
  doubtedAskedMin: 3,
  /**
   * This many trusted ones must have answered before an item is doubted, and this many doubted ones before it
   * counts as leaked.
   */
  trustedLeast: 10,
  doubtedLeast: 6,
  /**
   * How unlikely it has to be by chance. Items are checked again and again, so this is less than one check
   * would need.
   */
  pMax: 0.00001,
  /**
   * Answers to it as an unknown item matter if more than this share of trusted networks read something else.
   */
  otherwiseShareMin: 0.5,
  /** The mean of all counts as this many answers, since whoever got one item right may have been lucky. */
  answersOfMean: 4,
  /** Even the best mistype one in twenty. */
  rateMax: 0.95,
} as const

/** A network that answered a known item, and how it answered all the others. */
export type Network = {
  isRight: boolean
  othersAsked: number
  othersRight: number
  isHeld: boolean
}

type Known = {
  agreement: Pick<Agreement, 'aggregation' | 'isRight'>
  /** The label that it decides by today. */
  label: string | null
  /** Whether the records include its answers. They leave out items that no longer decide. */
  isCounted: boolean
  recordOf(networkHash: string): NetworkRecord | undefined
}

/**
 * The networks that answered a known item, each by its first answer, and how each did on all other known
 * items of the fit. An answer that was wrong by the text of that time but is right by today's is right.
 * Labels from the time when it played the unknown count if their challenge was passed and the network gave no
 * answer to it as a known item.
 */
export function networksOf(
  answers: readonly KnownAnswer[],
  labels: readonly Label[],
  known: Known,
): Network[] {
  const byNetwork = new Map<string, { isRight: boolean; asked: number; right: number }>()
  for (const answer of answers) {
    const before = byNetwork.get(answer.networkHash)
    const isRight = before ? before.isRight : isAnswerRight(answer, known)
    const right = (before?.right ?? 0) + (answer.isRight ? 1 : 0)
    byNetwork.set(answer.networkHash, { isRight, asked: (before?.asked ?? 0) + 1, right })
  }
  for (const label of labels)
    if (label.verdict === 'pass' && !byNetwork.has(label.networkHash))
      byNetwork.set(label.networkHash, { isRight: isRightToday(label, known), asked: 0, right: 0 })
  return [...byNetwork].flatMap(([networkHash, { isRight, asked, right }]) => {
    const record = known.recordOf(networkHash)
    if (!record) return []
    const own = known.isCounted ? { asked, right } : { asked: 0, right: 0 }
    const othersAsked = Math.max(0, record.knownAsked - own.asked)
    const othersRight = Math.min(othersAsked, Math.max(0, record.knownRight - own.right))
    return [{ isRight, othersAsked, othersRight, isHeld: record.isHeld }]
  })
}

// The keyword says which class an answer said yes or no to, whatever the item was known as then.
function isAnswerRight(answer: KnownAnswer, known: Known): boolean {
  const isOfToday = known.agreement.aggregation === 'class' && known.label !== null
  return (answer.isRight && !isOfToday) || isRightToday(answer, known)
}

function isRightToday(
  answer: Pick<Label, 'given' | 'keyword'>,
  { agreement, label }: Known,
): boolean {
  return label !== null && agreement.isRight(answer, label)
}

/** Says whether trusted networks fail a known item more often than chance explains. */
export function isFailed(networks: readonly Network[]): boolean {
  const trusted = networks.filter(isTrusted)
  if (trusted.length < knownRules.trustedLeast) return false
  const failed = trusted.filter(({ isRight }) => !isRight).length
  const chance = 1 - meanOf(ratesOf(trusted, networks))
  return binomialTail(trusted.length, failed, chance) < knownRules.pMax
}

/**
 * Says whether most trusted networks, and more than chance explains, read a known item as something else. A
 * colluding minority cannot take an item away, however many it fails.
 */
export function isReadOtherwise(networks: readonly Network[]): boolean {
  const trusted = networks.filter(isTrusted)
  const failed = trusted.filter(({ isRight }) => !isRight).length
  return failed > knownRules.otherwiseShareMin * trusted.length && isFailed(networks)
}

/**
 * Says whether networks that fail other known items pass this one more often than chance explains. If trusted
 * ones find it easier than others, so may these.
 */
export function isLeaked(networks: readonly Network[]): boolean {
  const doubted = networks.filter(isDoubted)
  if (doubted.length < knownRules.doubtedLeast) return false
  const passed = doubted.filter(({ isRight }) => isRight).length
  const trusted = networks.filter(isTrusted)
  const ease = easeOf(trusted, ratesOf(trusted, networks))
  const chances = ratesOf(doubted, networks).map((rate) => lift(rate, ease))
  return binomialTail(doubted.length, passed, meanOf(chances)) < knownRules.pMax
}

function isTrusted({ othersAsked, othersRight, isHeld }: Network): boolean {
  return (
    !isHeld &&
    othersAsked >= knownRules.trustedAskedMin &&
    othersRight >= knownRules.trustedShareMin * othersAsked
  )
}

function isDoubted({ othersAsked, othersRight }: Network): boolean {
  return (
    othersAsked >= knownRules.doubtedAskedMin &&
    othersRight <= knownRules.doubtedShareMax * othersAsked
  )
}

// How often each is expected to pass: by its own record, drawn to the mean of all.
function ratesOf(some: readonly Network[], all: readonly Network[]): number[] {
  const asked = all.reduce((sum, one) => sum + one.othersAsked, 0)
  const right = all.reduce((sum, one) => sum + one.othersRight, 0)
  const { answersOfMean, rateMax } = knownRules
  const mean = asked === 0 ? rateMax : right / asked
  return some.map(({ othersRight, othersAsked }) =>
    Math.min(rateMax, (othersRight + answersOfMean * mean) / (othersAsked + answersOfMean)),
  )
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

// By how much more often, in odds, trusted networks pass it than other items; never less.
function easeOf(trusted: readonly Network[], rates: readonly number[]): number {
  if (trusted.length === 0) return 1
  const passed = trusted.filter(({ isRight }) => isRight).length
  const expected = meanOf(rates)
  const { answersOfMean } = knownRules
  const share = (passed + answersOfMean * expected) / (trusted.length + answersOfMean)
  return Math.max(1, oddsOf(share) / oddsOf(expected))
}

function oddsOf(share: number): number {
  return share / (1 - share)
}

function lift(share: number, ease: number): number {
  const odds = oddsOf(share) * ease
  return odds / (1 + odds)
}
