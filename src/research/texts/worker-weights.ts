import type { TextBallot } from './ballot.ts'
import type { TextSheet } from './sheet.ts'

const weightRules = {
  /** Added to a distance, so that nobody's weight is unbounded. */
  distanceOffset: 0.02,
  /** How many earlier answers, at the average distance of all, every worker is assumed to have given. */
  priorAnswers: 4,
} as const

/**
 * The weight of each worker: mu / (0.02 + d), where d is the mean distance of the worker's lines from the
 * result, and mu the mean distance of everybody's.
 */
export function weighWorkers(
  sheets: readonly TextSheet[],
  made: readonly (readonly string[])[],
  workerCount: number,
): Float64Array {
  const sums = new Float64Array(workerCount)
  const counts = new Float64Array(workerCount)
  sheets.forEach((sheet, task) => {
    const distances = sheet.distanceTo(made[task] ?? [])
    sheet.lines.forEach(({ workers }, line) => {
      for (const worker of workers) {
        sums[worker] = (sums[worker] ?? 0) + (distances[line] ?? 0)
        counts[worker] = (counts[worker] ?? 0) + 1
      }
    })
  })
  const sum = sums.reduce((total, one) => total + one, 0)
  const mean =
    sum /
    Math.max(
      1,
      counts.reduce((total, one) => total + one, 0),
    )
  const { distanceOffset, priorAnswers } = weightRules
  return sums.map((own, worker) => {
    const distance = (own + priorAnswers * mean) / ((counts[worker] ?? 0) + priorAnswers)
    // If all agree, nobody is better than another.
    return (mean + distanceOffset) / (distance + distanceOffset)
  })
}

const slopeRules = { min: 0.05, max: 8, halvings: 30 } as const

/**
 * What is assumed about the words of people with weight 1 before any are compared, and how many words that
 * assumption is worth.
 */
const belief = { accuracy: 0.8, words: 10 } as const

/**
 * The log odds that a unit of weight stands for. With them, the words of all workers, each right with the
 * probability of their own weight, are right as often as they matched the words with the most weight.
 */
export function logOddsPerWeight(ballots: Iterable<TextBallot>, weights: Float64Array): number {
  const counts = new Float64Array(weights.length)
  let agreed: number = belief.accuracy * belief.words
  for (const { keys, votes } of ballots) {
    // Nobody is compared with a lone answer.
    if (votes.length < 2) continue
    const sums = keys.map(() => 0)
    for (const { worker, key } of votes) {
      sums[key] = (sums[key] ?? 0) + (weights[worker] ?? 0)
      counts[worker] = (counts[worker] ?? 0) + 1
    }
    const top = sums.indexOf(Math.max(...sums))
    for (const { key } of votes) agreed += key === top ? 1 : 0
  }
  const expectedAt = (slope: number): number =>
    weights.reduce(
      (sum, weight, j) => sum + (counts[j] ?? 0) / (1 + Math.exp(-slope * weight)),
      belief.words / (1 + Math.exp(-slope)),
    )
  let low: number = slopeRules.min
  let high: number = slopeRules.max
  for (let halving = 0; halving < slopeRules.halvings; halving++) {
    const middle = (low + high) / 2
    if (expectedAt(middle) < agreed) low = middle
    else high = middle
  }
  return (low + high) / 2
}
