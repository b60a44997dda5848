import type { PackedAnswers } from '../../labels/answers.ts'
import { majority, weightedVote } from './majority.ts'
import type { Posteriors } from './posterior.ts'

/**
 * Worker agreement with the aggregate: each worker's answers weigh as much as the share of them that agrees
 * with the majority. If the majority ties, an answer counts its part.
 */
export function wawa(answers: PackedAnswers): Posteriors {
  return weightedVote(answers, agreementOf(answers, majority(answers)))
}

/** Per worker: the share of their answers that are the top class of a posterior; 0 if there are none. */
function agreementOf(answers: PackedAnswers, posterior: Posteriors): Float64Array {
  const { taskCount, workerCount, classCount, first, worker, label } = answers
  const agreed = new Float64Array(workerCount)
  const given = new Float64Array(workerCount)
  for (let t = 0; t < taskCount; t++) {
    let top = 0
    let tied = 0
    for (let k = 0; k < classCount; k++) {
      const p = posterior[t * classCount + k] ?? 0
      if (p === top) tied += 1
      else if (p > top) [top, tied] = [p, 1]
    }
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const w = worker[a] ?? 0
      given[w] = (given[w] ?? 0) + 1
      const isTop = posterior[t * classCount + (label[a] ?? 0)] === top
      if (isTop) agreed[w] = (agreed[w] ?? 0) + 1 / tied
    }
  }
  return agreed.map((count, w) => count / Math.max(1, given[w] ?? 0))
}
