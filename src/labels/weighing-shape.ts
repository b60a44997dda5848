import { levels, pullOf } from './levels.ts'

/**
 * The state of an item's weighing: a likelihood for each candidate, level and target of a pull. If a candidate is
 * known to be right, only its likelihoods are kept.
 */
export type Weighing = {
  candidates: number
  targets: number
  /** The candidate that is known to be right, or -1. */
  known: number
  values: Float64Array
}

/** How many levels have no pull; they come first. */
export const clearCount = levels.filter(({ pull }) => pull === 0).length
const pulledCount = levels.length - clearCount

/** The clarity of each level. */
export const clarities: readonly number[] = levels.map(({ clarity }) => clarity)

/** The clarities that differ, in the order of the levels: those with a pull have one. */
export const clearSteps: readonly number[] = clarities.slice(0, clearCount + 1)

/** The place of a level's clarity among those that differ. */
export function stepOf(level: number): number {
  return Math.min(level, clearCount)
}

/** The pulls on what is no person's answer. */
export const noPulls: readonly number[] = levels.map(() => 0)

/** The pull of each level, when visitors of this mean skill answer. */
export function pullsAt(meanSkill: number): number[] {
  return levels.map((level) => pullOf(level, meanSkill))
}

/** How many likelihoods are kept of each candidate. */
export function slotCount(targets: number): number {
  return clearCount + pulledCount * targets
}

/** The first likelihood of a level, among those of a candidate. */
export function firstSlot(level: number, targets: number): number {
  return level < clearCount ? level : clearCount + (level - clearCount) * targets
}

/** The first likelihood of a candidate. */
export function firstOfRow({ targets, known }: Weighing, t: number): number {
  return known < 0 ? t * slotCount(targets) : 0
}
