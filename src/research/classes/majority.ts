import type { PackedAnswers } from '../../labels/answers.ts'
import { startPosteriors, type Posteriors } from './posterior.ts'

/** Plain vote shares; a task without answers is even. */
export function majority(answers: PackedAnswers): Posteriors {
  return weightedVote(answers, null)
}

/** Vote shares in which each worker's answers have the weight in `weights`, or 1 if that is null. */
export function weightedVote(answers: PackedAnswers, weights: Float64Array | null): Posteriors {
  const { taskCount, classCount, first, worker, label, known } = answers
  const posterior = startPosteriors(answers)
  const votes = new Float64Array(classCount)
  for (let t = 0; t < taskCount; t++) {
    if ((known[t] ?? -1) >= 0) continue
    votes.fill(0)
    let sum = 0
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const weight = weights === null ? 1 : (weights[worker[a] ?? 0] ?? 0)
      const y = label[a] ?? 0
      votes[y] = (votes[y] ?? 0) + weight
      sum += weight
    }
    if (sum <= 0) continue
    for (let k = 0; k < classCount; k++) posterior[t * classCount + k] = (votes[k] ?? 0) / sum
  }
  return posterior
}
