import type { PackedAnswers } from '../../labels/answers.ts'
import { countConfusions, weighAnswers } from './dawid-skene.ts'
import { digamma } from './digamma.ts'
import { majority } from './majority.ts'
import { convergence, countClasses, type Posteriors } from './posterior.ts'

/** The prior counts of a worker's confusion matrix and of a class, and how long the model is fitted. */
const ibccRules = { right: 4, wrong: 1, class: 1 } as const

/**
 * Independent Bayesian classifier combination: Dawid-Skene's model with Dirichlet priors, by variational
 * Bayes from vote shares. Known tasks are held.
 * Kim and Ghahramani, "Bayesian Classifier Combination", AISTATS 2012.
 */
export function ibcc(answers: PackedAnswers, { roundsMax }: { roundsMax: number }): Posteriors {
  const { taskCount, workerCount, classCount } = answers
  const posterior = majority(answers)
  const shares = new Float64Array(classCount)
  const matrices = new Float64Array(workerCount * classCount * classCount)
  for (let round = 0, change = 1; round < roundsMax; round++) {
    if (change <= convergence.change) break
    countClasses(posterior, shares)
    const logShares = shares.map((share) => digamma(share * taskCount + ibccRules.class))
    fillPrior(matrices, classCount)
    countConfusions(answers, posterior, matrices)
    expectLogs(matrices, workerCount, classCount)
    change = weighAnswers(answers, matrices, logShares, posterior)
  }
  return posterior
}

function fillPrior(matrices: Float64Array, classCount: number): void {
  const cells = classCount * classCount
  matrices.fill(ibccRules.wrong)
  for (let at = 0; at < matrices.length; at += cells)
    for (let k = 0; k < classCount; k++) matrices[at + k * classCount + k] = ibccRules.right
}

// In place: from the counts of a Dirichlet to the expected logs of its shares.
function expectLogs(matrices: Float64Array, workerCount: number, classCount: number): void {
  const cells = classCount * classCount
  for (let w = 0; w < workerCount; w++)
    for (let k = 0; k < classCount; k++) {
      let sum = 0
      for (let at = w * cells + k; at < (w + 1) * cells; at += classCount) sum += matrices[at] ?? 0
      const expectedSum = digamma(sum)
      for (let at = w * cells + k; at < (w + 1) * cells; at += classCount)
        matrices[at] = digamma(matrices[at] ?? 0) - expectedSum
    }
}
