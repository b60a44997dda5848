import type { PackedAnswers } from '../../labels/answers.ts'

/** Posteriors of all tasks in one array: that of task t for class k is at t * classCount + k. */
export type Posteriors = Float64Array<ArrayBuffer>

/** A posterior array in which known tasks are certain and nothing is known about the others. */
export function startPosteriors({ taskCount, classCount, known }: PackedAnswers): Posteriors {
  const posterior = new Float64Array(taskCount * classCount).fill(1 / classCount)
  for (let t = 0; t < taskCount; t++) {
    const truth = known[t] ?? -1
    if (truth < 0) continue
    posterior.fill(0, t * classCount, (t + 1) * classCount)
    posterior[t * classCount + truth] = 1
  }
  return posterior
}

/**
 * Turns the logs of one task's weights, from 0 to the class count, into its posterior, and returns the
 * largest change.
 */
export function settleClassTask(logs: Float64Array, posterior: Posteriors, at: number): number {
  const classCount = logs.length
  let top = -Infinity
  for (let k = 0; k < classCount; k++) if ((logs[k] ?? 0) > top) top = logs[k] ?? 0
  let sum = 0
  for (let k = 0; k < classCount; k++) {
    const weight = Math.exp((logs[k] ?? 0) - top)
    logs[k] = weight
    sum += weight
  }
  let change = 0
  for (let k = 0; k < classCount; k++) {
    const p = (logs[k] ?? 0) / sum
    const moved = Math.abs(p - (posterior[at + k] ?? 0))
    if (moved > change) change = moved
    posterior[at + k] = p
  }
  return change
}

/** Mean posterior of each class, into `shares`. */
export function countClasses(posterior: Posteriors, shares: Float64Array): void {
  const classCount = shares.length
  shares.fill(0)
  for (let at = 0; at < posterior.length; at += classCount)
    for (let k = 0; k < classCount; k++) shares[k] = (shares[k] ?? 0) + (posterior[at + k] ?? 0)
  for (let k = 0; k < classCount; k++)
    shares[k] = ((shares[k] ?? 0) * classCount) / posterior.length
}

/** The logs of shares; for a class that nobody was ever in, the log is low but finite. */
export function logsOf(shares: Float64Array): Float64Array {
  return shares.map((share) => Math.log(share + shareFloor))
}

const shareFloor = 1e-12

/** When an iteration over all answers has done enough. */
export const convergence = { change: 1e-6 } as const
