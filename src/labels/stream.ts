import {
  openBooks,
  taskOf,
  workerOf,
  type Arrival,
  type StreamTerms,
  type Said,
  type StreamBooks,
  type StreamFit,
  type Task,
} from './stream-books.ts'
import { refitStream } from './stream-fit.ts'
import { settleTask, topOf } from './stream-stop.ts'
import { weighTask } from './stream-voices.ts'
import { temper } from './temperature.ts'

export type { Arrival, StreamFit, StreamTerms } from './stream-books.ts'

/** What became of an answer: it counted, told how its worker reads, was not asked for, or says nothing. */
export type Heard = 'counted' | 'known' | 'settled' | 'repeated' | 'blank'

/** What a task stands at. */
export type Standing = {
  task: number
  /** The key that leads, and the form that most gave it in; null where nobody said anything. */
  key: string | null
  label: string | null
  isAccepted: boolean
  /** Calibrated, and before it is; from 0 to 1. */
  confidence: number
  rawConfidence: number
  answers: number
  alternatives: readonly { label: string; probability: number }[]
}

/** Answers settled as they come. */
export type Stream = {
  /** Says whether an answer is asked for: its task is to be read, open, and new to this worker and network. */
  wants(arrival: Omit<Arrival, 'label'>): boolean
  add(arrival: Arrival): Heard
  /** Says whether answers grew by so much since the last fit that a new one is worth its time. */
  isRefitDue(): boolean
  /** Fits all anew to all answers so far. */
  refit(): void
  /** What the last fit learned of all. */
  fit(): Readonly<StreamFit>
  /** The tasks that are not known, in the order in which they came. */
  standings(): Standing[]
}

/**
 * Opens a stream of answers that ends the asking for each task once its posterior is sure enough: what the
 * service does with labels, on a plain file. An answer for a task that is settled, or by a network that
 * answered it, counts as not asked for. One answer costs time by the classes, or by the task's answers.
 */
export const openStream = (terms: StreamTerms): Stream => {
  const books = openBooks(terms)
  return {
    wants: (arrival) => refusalOf(books, arrival) === null,
    add: (arrival) => addArrival(books, arrival),
    isRefitDue: () => books.counted >= books.nextFit,
    fit: () => books.fit,
    refit: () => refitStream(books),
    standings: () =>
      [...books.tasks].flatMap(([number, task]) =>
        task.known === null ? [standingOf(books, number, task)] : [],
      ),
  }
}

const addArrival = (books: StreamBooks, arrival: Arrival): Heard => {
  const { worker, cluster, label: form } = arrival
  const task = taskOf(books, arrival.task)
  const taught = { tried: 0, found: 0 }
  const said: Said = { worker, cluster, key: books.terms.keyOf(form), form, taught, column: null }
  if (said.key === '') return 'blank'
  if (task.known !== null) return judgeWorker(books, arrival.task, said)
  const refusal = refusalOf(books, arrival)
  if (refusal) return refusal
  task.said.push(said)
  books.counted += 1
  settleTask(books, task, said)
  return 'counted'
}

const refusalOf = (
  books: StreamBooks,
  { worker, task: number, cluster }: Omit<Arrival, 'label'>,
): 'known' | 'settled' | 'repeated' | null => {
  const { known, isAccepted, said } = taskOf(books, number)
  if (known !== null) return 'known'
  if (isAccepted || said.length >= books.terms.rules.answersMax) return 'settled'
  const isRepeated = said.some((one) => one.cluster === cluster || one.worker === worker)
  return isRepeated ? 'repeated' : null
}

// Asked again, a worker remembers: that tells nothing new.
const judgeWorker = (books: StreamBooks, number: number, said: Said): Heard => {
  const task = taskOf(books, number)
  const worker = workerOf(books, said.worker)
  if (worker.judgedBy.has(number)) return 'repeated'
  worker.judgedBy.add(number)
  worker.asked += 1
  worker.right += said.key === task.known ? 1 : 0
  if (task.said.length < books.terms.rules.answersMax) task.said.push(said)
  return 'known'
}

const standingOf = (books: StreamBooks, number: number, task: Task): Standing => {
  const none = { key: null, label: null, confidence: 0, rawConfidence: 0, alternatives: [] }
  const common = { task: number, isAccepted: task.isAccepted, answers: task.said.length }
  if (task.said.length === 0) return { ...common, ...none }
  const { keys, weighed } = weighTask(books, task, { said: task.said, truth: null })
  const posterior = temper(weighed.posterior, books.fit.temperature)
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

const formOf = ({ said }: Task, key: string): string => {
  const forms = new Map<string, number>()
  for (const one of said) if (one.key === key) forms.set(one.form, (forms.get(one.form) ?? 0) + 1)
  const ranked = [...forms].toSorted(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1))
  return ranked[0]?.[0] ?? key
}
