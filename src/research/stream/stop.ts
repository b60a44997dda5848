import type { GivenAnswer, StreamAccumulators, Task } from './accumulators.ts'
import { addToWeighing, weighTask } from './voices.ts'
import { temper } from '../../labels/temperature.ts'

/** An accepted task is asked again if it has this many times more doubt than is allowed. */
const reopenTimes = 3

/** The candidate with the greatest probability; the first if several are equal. */
export function topOf(posterior: ArrayLike<number>): number {
  let top = 0
  for (let k = 1; k < posterior.length; k++)
    if ((posterior[k] ?? 0) > (posterior[top] ?? 0)) top = k
  return top
}

type Claim = { answers: readonly GivenAnswer[]; key: string | null; confidence: number }

/**
 * Says whether a task is settled by the rules: certain enough, and said by enough people from enough
 * networks.
 */
export function isStop(
  { terms }: StreamAccumulators,
  { answers, key, confidence }: Claim,
): boolean {
  const { confidenceMin, answersMin, networksMin } = terms.rules
  if (key === null || confidence < confidenceMin) return false
  const agreeing = answers.filter((one) => one.key === key && !terms.machines.has(one.worker))
  const networks = new Set(agreeing.map(({ networkHash }) => networkHash))
  return agreeing.length >= answersMin && networks.size >= networksMin
}

/**
 * Settles a task by the running fit; `fresh` is the answer that has just come, or null if all are new to it.
 */
export function settleTask(
  accumulators: StreamAccumulators,
  task: Task,
  fresh: GivenAnswer | null,
): void {
  const isWithin = fresh !== null && accumulators.classKeys !== null && hasAllBut(task)
  const { keys, weighed } = isWithin
    ? addToWeighing(accumulators, task, fresh)
    : weighAll(accumulators, task)
  const posterior = temper(weighed.posterior, accumulators.fit.temperature)
  const top = topOf(posterior)
  const { confidenceMin } = accumulators.terms.rules
  const spare = task.isAccepted ? (reopenTimes - 1) * (1 - confidenceMin) : 0
  const confidence = (posterior[top] ?? 0) + spare
  task.isAccepted = isStop(accumulators, {
    answers: task.answers,
    key: keys[top] ?? null,
    confidence,
  })
}

// The weighing has all answers but the fresh one if there is a weighing, or if there is no other answer.
function hasAllBut({ weighing, answers }: Task): boolean {
  return weighing !== null || answers.length === 1
}

function weighAll(accumulators: StreamAccumulators, task: Task) {
  const all = weighTask(accumulators, task, { answers: task.answers, truth: null })
  if (accumulators.classKeys) task.weighing = all.weighing
  return all
}
