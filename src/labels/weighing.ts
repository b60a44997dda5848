import { levels } from './levels.ts'
import { ownBuffers, type Buffers } from './buffers.ts'
import { clearCount, firstSlot, firstOfRow, slotCount, type Weighing } from './weighing-shape.ts'

export type { Weighing } from './weighing-shape.ts'

/** What all weighings share: the levels' shares, and the mean skill of visitors, each from 0 to 1. */
export type WeighingTerms = { shares: readonly number[]; meanSkill: number }

/** The result of a weighing. */
export type Weighed = {
  /** How likely each candidate is. */
  posterior: Float64Array
  /** How likely the item is at each level. */
  levels: Float64Array
  /** How likely each combination of candidate, level and target is, as in the weighing. */
  joint: Float64Array
}

/**
 * Begins the weighing of an item with this many candidates; a pull may draw to the first `targets` of them.
 * Its size is candidates × (levels + pulled levels × targets). `known` is the candidate that is known to be right,
 * or -1.
 */
export function openWeighing(
  candidates: number,
  targets: number,
  known = -1,
  buffers: Buffers = ownBuffers,
): Weighing {
  const size = (known < 0 ? candidates : 1) * slotCount(targets)
  return { candidates, targets, known, values: buffers.take('values', size).fill(1) }
}

/**
 * Gives the posterior of each candidate by Bayes' rule: its prior, times the likelihood of all answers if it
 * were the truth, averaged over the levels and over what a pull may draw to.
 */
export function closeWeighing(
  weighing: Weighing,
  { shares }: WeighingTerms,
  prior: ArrayLike<number>,
  buffers: Buffers = ownBuffers,
): Weighed {
  const { candidates, known, values } = weighing
  const joint = buffers.take('joint', values.length)
  const posterior = buffers.take('posterior', candidates)
  const levelPosterior = buffers.take('levels', levels.length)
  const end = known < 0 ? candidates : known + 1
  for (let t = Math.max(0, known); t < end; t++) {
    const weight = prior[t] ?? 0
    for (let n = 0; n < levels.length; n++) {
      const sum = joinLevel(weighing, joint, t, n, weight * (shares[n] ?? 0))
      posterior[t] = (posterior[t] ?? 0) + sum
      levelPosterior[n] = (levelPosterior[n] ?? 0) + sum
    }
  }
  const sum = normalise(posterior)
  normalise(levelPosterior)
  if (sum > 0) for (let at = 0; at < joint.length; at++) joint[at] = (joint[at] ?? 0) / sum
  return { posterior, levels: levelPosterior, joint }
}

// A pull never draws to the truth. If there is nothing else to draw to, there is no pull.
function joinLevel(
  weighing: Weighing,
  joint: Float64Array,
  t: number,
  n: number,
  weight: number,
): number {
  const { targets, values } = weighing
  const first = firstOfRow(weighing, t) + firstSlot(n, targets)
  if (n < clearCount) return (joint[first] = weight * (values[first] ?? 0))
  const others = t < targets ? targets - 1 : targets
  const share = weight / others
  let sum = 0
  for (let a = 0; a < targets; a++) {
    if (a === t) continue
    const value = share * (values[first + a] ?? 0)
    joint[first + a] = value
    sum += value
  }
  return sum
}

// Divided by their own sum, so that rounding puts no share above 1.
function normalise(values: Float64Array): number {
  let sum = 0
  for (let n = 0; n < values.length; n++) sum += values[n] ?? 0
  if (sum > 0) for (let n = 0; n < values.length; n++) values[n] = (values[n] ?? 0) / sum
  return sum
}
