import type { PackedAnswers } from '../../labels/answers.ts'
import { majority } from './majority.ts'
import { convergence, countClasses, logsOf, settleClassTask, type Posteriors } from './posterior.ts'

/** How a Dawid-Skene model is fitted. */
const dawidSkeneRules = { smoothing: 0.01 } as const

/**
 * The maximum likelihood estimate of each task's class, of the class shares, and, internally, of a confusion
 * matrix for each worker, by expectation-maximisation from vote shares. Known tasks are held.
 * Dawid and Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using the EM Algorithm", Journal of
 * the Royal Statistical Society C 28(1), 1979.
 */
export function dawidSkene(
  answers: PackedAnswers,
  { roundsMax }: { roundsMax: number },
): { posterior: Posteriors; classShares: Float64Array; rounds: number } {
  const { workerCount, classCount } = answers
  const posterior = majority(answers)
  const classShares = new Float64Array(classCount)
  const matrices = new Float64Array(workerCount * classCount * classCount)
  let rounds = 0
  for (let change = 1; rounds < roundsMax && change > convergence.change; rounds++) {
    countClasses(posterior, classShares)
    matrices.fill(dawidSkeneRules.smoothing)
    countConfusions(answers, posterior, matrices)
    logRows(matrices, workerCount, classCount)
    change = weighAnswers(answers, matrices, logsOf(classShares), posterior)
  }
  return { posterior, classShares, rounds }
}

/**
 * Adds to each worker's matrix how often each class was given which answer. The entry of worker w, answer y
 * and truth k is at (w * classCount + y) * classCount + k, so what one answer touches is adjacent.
 */
export function countConfusions(
  { taskCount, classCount, first, worker, label }: PackedAnswers,
  posterior: Posteriors,
  matrices: Float64Array,
): void {
  for (let t = 0; t < taskCount; t++) {
    const at = t * classCount
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const row = ((worker[a] ?? 0) * classCount + (label[a] ?? 0)) * classCount
      for (let k = 0; k < classCount; k++)
        matrices[row + k] = (matrices[row + k] ?? 0) + (posterior[at + k] ?? 0)
    }
  }
}

/**
 * The expectation step: computes posteriors of all unknown tasks from log tables, and returns the largest
 * change.
 */
export function weighAnswers(
  { taskCount, classCount, first, worker, label, known }: PackedAnswers,
  logMatrices: Float64Array,
  logShares: Float64Array,
  posterior: Posteriors,
): number {
  const logs = new Float64Array(classCount)
  let change = 0
  for (let t = 0; t < taskCount; t++) {
    if ((known[t] ?? -1) >= 0) continue
    logs.set(logShares)
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const row = ((worker[a] ?? 0) * classCount + (label[a] ?? 0)) * classCount
      for (let k = 0; k < classCount; k++) logs[k] = (logs[k] ?? 0) + (logMatrices[row + k] ?? 0)
    }
    change = Math.max(change, settleClassTask(logs, posterior, t * classCount))
  }
  return change
}

// In place, so that the counts of many workers are held only once.
function logRows(matrices: Float64Array, workerCount: number, classCount: number): void {
  const cells = classCount * classCount
  for (let w = 0; w < workerCount; w++)
    for (let k = 0; k < classCount; k++) {
      let sum = 0
      for (let at = w * cells + k; at < (w + 1) * cells; at += classCount) sum += matrices[at] ?? 0
      const logSum = Math.log(sum)
      for (let at = w * cells + k; at < (w + 1) * cells; at += classCount)
        matrices[at] = Math.log(matrices[at] ?? 0) - logSum
    }
}
