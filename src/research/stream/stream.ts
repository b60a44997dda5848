import {
  openAccumulators,
  taskOf,
  workerOf,
  type Arrival,
  type StreamTerms,
  type GivenAnswer,
  type StreamAccumulators,
  type StreamFit,
  type Task,
} from './accumulators.ts'
import { refitStream } from './fit.ts'
import { settleTask, topOf } from './stop.ts'
import { weighTask } from './voices.ts'
import { temper } from '../../labels/temperature.ts'

export type { Arrival, StreamFit, StreamTerms } from './accumulators.ts'

/** What became of an answer: it counted, showed how its worker reads, was not asked for, or says nothing. */
export type Heard = 'counted' | 'known' | 'settled' | 'repeated' | 'blank'

/** The current result of a task. */
export type TaskStanding = {
  task: number
  /** The leading key, and the form that most gave it in; null if nobody said anything. */
  key: string | null
  label: string | null
  isAccepted: boolean
  /** After calibration, and before it; from 0 to 1. */
  confidence: number
  rawConfidence: number
  answers: number
  alternatives: readonly { label: string; probability: number }[]
}

/** Answers settled as they come. */
export type Stream = {
  /**
   * Says whether an answer is asked for: its task is to be read, open, and new to this worker and network.
   */
  wants(arrival: Omit<Arrival, 'label'>): boolean
  add(arrival: Arrival): Heard
  /** Says whether answers have grown enough since the last fit to make a new one worthwhile. */
  isRefitDue(): boolean
  /** Refits everything to all answers so far. */
  refit(): void
  /** What the last fit learned about everything. */
  fit(): Readonly<StreamFit>
  /** The unknown tasks, in the order in which they came. */
  standings(): TaskStanding[]
}

/**
 * Opens a stream of answers that stops asking for each task once its posterior is certain enough: what the
 * service does with labels, on a plain file. An answer counts as not asked for if its task is settled or its
 * network has already answered it. One answer takes time in proportion to the classes, or to the task's
 * answers.
 */
export function openStream(terms: StreamTerms): Stream {
  const accumulators = openAccumulators(terms)
  return {
    wants: (arrival) => refusalOf(accumulators, arrival) === null,
    add: (arrival) => addArrival(accumulators, arrival),
    isRefitDue: () => accumulators.counted >= accumulators.nextFit,
    fit: () => accumulators.fit,
    refit: () => refitStream(accumulators),
    standings: () =>
      [...accumulators.tasks].flatMap(([number, task]) =>
        task.known === null ? [standingOf(accumulators, number, task)] : [],
      ),
  }
}

function addArrival(accumulators: StreamAccumulators, arrival: Arrival): Heard {
  const { worker, networkHash, label: form } = arrival
  const task = taskOf(accumulators, arrival.task)
  const taught = { tried: 0, found: 0 }
  const answer: GivenAnswer = {
    worker,
    networkHash,
    key: accumulators.terms.keyOf(form),
    form,
    taught,
    column: null,
  }
  if (answer.key === '') return 'blank'
  if (task.known !== null) return judgeWorker(accumulators, arrival.task, answer)
  const refusal = refusalOf(accumulators, arrival)
  if (refusal) return refusal
  task.answers.push(answer)
  accumulators.counted += 1
  settleTask(accumulators, task, answer)
  return 'counted'
}

function refusalOf(
  accumulators: StreamAccumulators,
  { worker, task: number, networkHash }: Omit<Arrival, 'label'>,
): 'known' | 'settled' | 'repeated' | null {
  const { known, isAccepted, answers } = taskOf(accumulators, number)
  if (known !== null) return 'known'
  if (isAccepted || answers.length >= accumulators.terms.rules.answersMax) return 'settled'
  const isRepeated = answers.some((one) => one.networkHash === networkHash || one.worker === worker)
  return isRepeated ? 'repeated' : null
}

// A worker who is asked again remembers, so the answer is not new evidence.
function judgeWorker(accumulators: StreamAccumulators, number: number, answer: GivenAnswer): Heard {
  const task = taskOf(accumulators, number)
  const worker = workerOf(accumulators, answer.worker)
  if (worker.judgedBy.has(number)) return 'repeated'
  worker.judgedBy.add(number)
  worker.asked += 1
  worker.right += answer.key === task.known ? 1 : 0
  if (task.answers.length < accumulators.terms.rules.answersMax) task.answers.push(answer)
  return 'known'
}

function standingOf(accumulators: StreamAccumulators, number: number, task: Task): TaskStanding {
  const none = { key: null, label: null, confidence: 0, rawConfidence: 0, alternatives: [] }
  const common = { task: number, isAccepted: task.isAccepted, answers: task.answers.length }
  if (task.answers.length === 0) return { ...common, ...none }
  const { keys, weighed } = weighTask(accumulators, task, { answers: task.answers, truth: null })
  const posterior = temper(weighed.posterior, accumulators.fit.temperature)
  const top = topOf(posterior.subarray(0, keys.length))
  const labelled = keys.map((key, n) => ({
    label: formOf(task, key),
    probability: posterior[n] ?? 0,
  }))
  return {
    ...common,
    key: keys[top] ?? null,
    label: labelled[top]?.label ?? null,
    confidence: posterior[top] ?? 0,
    rawConfidence: weighed.posterior[top] ?? 0,
    alternatives: labelled.filter((_, n) => n !== top),
  }
}

function formOf({ answers }: Task, key: string): string {
  const forms = new Map<string, number>()
  for (const one of answers)
    if (one.key === key) forms.set(one.form, (forms.get(one.form) ?? 0) + 1)
  const ranked = [...forms].toSorted(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1))
  return ranked[0]?.[0] ?? key
}
