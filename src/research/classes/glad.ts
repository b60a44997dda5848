import type { PackedAnswers } from '../../labels/answers.ts'
import { majority } from './majority.ts'
import { convergence, settleClassTask, type Posteriors } from './posterior.ts'

/** How a GLAD model is fitted. */
const gladRules = {
  roundsMax: 12,
  /** Normal priors of a worker's ability and of the log of a task's easiness, with variance 1. */
  ability: 1,
  logEasiness: 1,
  /** Newton steps per round, and how far one may go. */
  steps: 2,
  stepMax: 1,
} as const

/**
 * Generative model of labels, abilities and difficulties: an answer is right with probability sigmoid(ability
 * * easiness), and otherwise wrong evenly. Uses damped Newton steps instead of gradient ascent.
 * Whitehill, Ruvolo, Wu, Bergsma, Movellan, "Whose Vote Should Count More", NIPS 2009.
 */
export function glad(answers: PackedAnswers): Posteriors {
  const { workerCount, taskCount } = answers
  const posterior = majority(answers)
  const ability = new Float64Array(workerCount).fill(gladRules.ability)
  const logEasiness = new Float64Array(taskCount).fill(gladRules.logEasiness)
  for (let round = 0, change = 1; round < gladRules.roundsMax; round++) {
    if (change <= convergence.change) break
    for (let step = 0; step < gladRules.steps; step++) {
      climb(answers, posterior, ability, logEasiness)
    }
    change = weigh(answers, ability, logEasiness, posterior)
  }
  return posterior
}

function climb(
  { taskCount, classCount, first, worker, label }: PackedAnswers,
  posterior: Posteriors,
  ability: Float64Array,
  logEasiness: Float64Array,
): void {
  const slope = new Float64Array(ability.length)
  const curve = new Float64Array(ability.length)
  for (let t = 0; t < taskCount; t++) {
    const easiness = Math.exp(logEasiness[t] ?? 0)
    let slopeT = 0
    let curveT = 0
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const w = worker[a] ?? 0
      const skill = ability[w] ?? 0
      const x = skill * easiness
      const right = 1 / (1 + Math.exp(-x))
      const surplus = (posterior[t * classCount + (label[a] ?? 0)] ?? 0) - right
      const spread = right * (1 - right)
      slope[w] = (slope[w] ?? 0) + surplus * easiness
      curve[w] = (curve[w] ?? 0) + spread * easiness * easiness
      slopeT += surplus * x
      curveT += spread * x * x
    }
    const own = logEasiness[t] ?? 0
    logEasiness[t] = own + bounded((slopeT - (own - gladRules.logEasiness)) / (curveT + 1))
  }
  for (let w = 0; w < ability.length; w++) {
    const own = ability[w] ?? 0
    const gain = (slope[w] ?? 0) - (own - gladRules.ability)
    ability[w] = own + bounded(gain / ((curve[w] ?? 0) + 1))
  }
}

function bounded(step: number): number {
  return Math.max(-gladRules.stepMax, Math.min(gladRules.stepMax, step))
}

function weigh(
  { taskCount, classCount, first, worker, label, known }: PackedAnswers,
  ability: Float64Array,
  logEasiness: Float64Array,
  posterior: Posteriors,
): number {
  const logs = new Float64Array(classCount)
  const logOthers = Math.log(Math.max(1, classCount - 1))
  let change = 0
  for (let t = 0; t < taskCount; t++) {
    if ((known[t] ?? -1) >= 0) continue
    const easiness = Math.exp(logEasiness[t] ?? 0)
    logs.fill(0)
    // All classes share the term log(1 - right) of an answer's likelihood, so it need not be added.
    for (let a = first[t] ?? 0, end = first[t + 1] ?? 0; a < end; a++) {
      const y = label[a] ?? 0
      logs[y] = (logs[y] ?? 0) + (ability[worker[a] ?? 0] ?? 0) * easiness + logOthers
    }
    change = Math.max(change, settleClassTask(logs, posterior, t * classCount))
  }
  return change
}
