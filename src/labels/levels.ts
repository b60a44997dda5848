/**
 * How an item is answered. `clarity` is how much of a visitor's skill can be used on it, from 0 to 1. `pull`
 * is the share of answers that are drawn to one and the same wrong answer, by an attack or a common
 * misreading.
 */
export type DifficultyLevel = { clarity: number; pull: number }

/**
 * The levels that an item may be at. Whether an item is hard, or its answers are pulled, is not known but
 * weighed, as GLAD does with difficulty (Whitehill et al. 2009). The shares are learned from all items. A
 * pull never outweighs honest answers: nothing could be concluded then.
 */
export const levels: readonly DifficultyLevel[] = [
  { clarity: 0.98, pull: 0 },
  { clarity: 0.9, pull: 0 },
  { clarity: 0.75, pull: 0 },
  { clarity: 0.6, pull: 0 },
  { clarity: 0.45, pull: 0 },
  { clarity: 0.3, pull: 0 },
  { clarity: 0.96, pull: 0.1 },
  { clarity: 0.96, pull: 0.2 },
  { clarity: 0.96, pull: 0.3 },
  { clarity: 0.96, pull: 0.4 },
]

/** The prior of each level's share, in items seen. */
export const levelItems: readonly number[] = [12, 5, 2, 1, 0.3, 0.05, 0.2, 0.2, 0.2, 0.2]

/** A pull is at most this share of what would tie with honest answers. */
const pullBelowTie = 0.8

/** The pull that a level can have when visitors of this mean skill answer, from 0 to 1. */
export function pullOf({ clarity, pull }: DifficultyLevel, meanSkill: number): number {
  const honest = clarity * meanSkill
  return Math.min(pull, (pullBelowTie * honest) / (1 + honest))
}

/** Shares that sum to 1, from counts of items. */
export function sharesOf(items: readonly number[]): number[] {
  const sum = items.reduce((total, count) => total + count, 0)
  return items.map((count) => count / sum)
}

/** How likely it is that an item is at a level with a pull, from the posterior of all levels. */
export function pullShare(posterior: ArrayLike<number>): number {
  const share = levels.reduce((sum, { pull }, n) => sum + (pull > 0 ? (posterior[n] ?? 0) : 0), 0)
  return Math.min(1, share)
}
