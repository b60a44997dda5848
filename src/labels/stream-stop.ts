import type { Said, StreamBooks, Task } from './stream-books.ts'
import { addToWeighing, weighTask } from './stream-voices.ts'
import { temper } from './temperature.ts'

/** What was accepted is asked again where so many times more doubt is left than is allowed. */
const reopenTimes = 3

/** The candidate of the greatest probability; of equals the first. */
export const topOf = (posterior: ArrayLike<number>): number => {
  let top = 0
  for (let k = 1; k < posterior.length; k++)
    if ((posterior[k] ?? 0) > (posterior[top] ?? 0)) top = k
  return top
}

type Claim = { said: readonly Said[]; key: string | null; confidence: number }

/** Says whether a task is settled by the rules: sure enough, and said by enough people of enough networks. */
export const isStop = ({ terms }: StreamBooks, { said, key, confidence }: Claim): boolean => {
  const { confidenceMin, answersMin, clustersMin } = terms.rules
  if (key === null || confidence < confidenceMin) return false
  const agreeing = said.filter((one) => one.key === key && !terms.machines.has(one.worker))
  const clusters = new Set(agreeing.map(({ cluster }) => cluster))
  return agreeing.length >= answersMin && clusters.size >= clustersMin
}

/** Settles a task by the running fit; `fresh` is the answer that has just come, null where all are new to it. */
export const settleTask = (books: StreamBooks, task: Task, fresh: Said | null): void => {
  const isWithin = fresh !== null && books.classKeys !== null && hasAllBut(task)
  const { keys, weighed } = isWithin ? addToWeighing(books, task, fresh) : weighAll(books, task)
  const posterior = temper(weighed.posterior, books.fit.temperature)
  const top = topOf(posterior)
  const { confidenceMin } = books.terms.rules
  const spare = task.isAccepted ? (reopenTimes - 1) * (1 - confidenceMin) : 0
  const confidence = (posterior[top] ?? 0) + spare
  task.isAccepted = isStop(books, { said: task.said, key: keys[top] ?? null, confidence })
}

// The weighing has all answers but the fresh one where it is at hand, or where there is no other.
const hasAllBut = ({ weighing, said }: Task): boolean => weighing !== null || said.length === 1

const weighAll = (books: StreamBooks, task: Task) => {
  const all = weighTask(books, task, { said: task.said, truth: null })
  if (books.classKeys) task.weighing = all.weighing
  return all
}
