import { clearSteps } from './weighing-shape.ts'

/** What is learned about a visitor's skill: how much of it was tried, and how much was found. */
export type SkillCount = { tried: number; found: number }

/** What a weighing asks of any answer to an item. */
type Said = {
  /**
   * The candidate that the answer can never count against: it is then at least as likely as under any other.
   * -1 if there is none.
   */
  own: number
  /**
   * How much less likely the answer is under other candidates if another answer said the same before it; 1 if
   * that makes no difference, or if one did.
   */
  again: number
  /** A machine is nobody's accomplice, so no pull draws it. */
  isPerson: boolean
}

/** An answer that is as likely under all candidates but a single one. */
export type SingleVoice = Said & {
  single: number
  /** Whether it is the answer of visitors who believe the single candidate, or of those who believe another. */
  isFor: boolean
  /** What it is like on items of each clarity, with the columns of `tableColumns`. */
  table: readonly number[]
  /** Where it is recorded how skilled its visitor was. */
  counts: readonly SkillCount[]
}

/** An answer that is differently likely under each candidate. */
export type ClassVoice = Said & {
  table: null
  /** How likely the answer is if this candidate were the truth, on an item of this clarity. */
  likelihoodOf(candidate: number, clarity: number): number
  /** Says whether this is the answer of a visitor who believes this candidate. */
  supports(candidate: number): boolean
  /**
   * Learns how skilled its visitor was. `amount` is how likely it is that this candidate is the truth, the
   * item has this clarity, and the answer is honest.
   */
  learn(candidate: number, clarity: number, amount: number): void
}

/** One answer to an item, as the weighing hears it. */
export type Voice = SingleVoice | ClassVoice

/** What the numbers of a clarity are, in the table of a voice with a single candidate. */
export const tableColumns = {
  /** How likely the answer is if its candidate is the truth, and if another is. */
  likelyOfSingle: 0,
  likelyOfOther: 1,
  /** The share of the skill tried that was found, if its candidate is the truth, and if another is. */
  foundOfSingle: 2,
  foundOfOther: 3,
} as const

/** How many numbers a table has of each clarity. */
export const columnCount = 4

// Copying fractions is several times faster than adding them one by one.
const blank: readonly number[] = clearSteps.flatMap(() => [0.5, 0.5, 0.5, 0.5])

/** A table to be filled in. */
export function openTable(): number[] {
  return blank.slice()
}
