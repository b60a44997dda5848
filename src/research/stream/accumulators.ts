import type { StopRules } from '../../model/stop-rules.ts'
import { levelItems, sharesOf } from '../../labels/levels.ts'
import { firstSkills } from '../../labels/record-bins.ts'
import type { SkillCount } from '../../labels/voice.ts'
import type { Weighing } from '../../labels/weighing.ts'

/** One answer as it comes: the numbers of its worker, task and network, and what was said. */
export type Arrival = { worker: number; task: number; networkHash: number; label: string }

/** What is streamed: a choice of these classes, or free text (null). `known` tasks show how workers read. */
export type StreamTerms = {
  classes: readonly string[] | null
  /** Maps labels that mean the same to one key. */
  keyOf: (label: string) => string
  known: ReadonlyMap<number, string>
  /** Workers that are machines: they are counted and never decide. */
  machines: ReadonlySet<number>
  rules: Pick<StopRules, 'confidenceMin' | 'networksMin' | 'answersMin' | 'answersMax'>
}

/** One answer that counts, with what it taught the last fit about its worker. */
export type GivenAnswer = {
  worker: number
  networkHash: number
  key: string
  form: string
  taught: SkillCount
  /** How likely each class was the truth when this one was given, by the last fit; null for texts. */
  column: Float64Array | null
}

/** A task with its answers. */
export type Task = {
  answers: GivenAnswer[]
  /** The key of its known label; null if it is to be read. */
  known: string | null
  isAccepted: boolean
  /** The weighing of all its answers by the running fit; null if there is none at the moment. */
  weighing: Weighing | null
}

/** What is known about a worker: how they answered known tasks, and what the last fit learned. */
export type Worker = {
  asked: number
  right: number
  /** The known tasks that this comes from. */
  judgedBy: Set<number>
  learned: SkillCount
  confusion: Float64Array | null
  /** The confusion matrix by which new answers are heard, until the next fit or another bin. */
  heard: { bin: number; rows: Float64Array } | null
}

/** What the last fit learned about everything. */
export type StreamFit = {
  shares: readonly number[]
  skills: readonly number[]
  /** A confusion matrix for each bin of records: truth by answer, flat; rows sum to 1. */
  confusions: readonly Float64Array[]
  prior: Float64Array
  coincidence: number
  temperature: number
}

/** All that a stream knows. */
export type StreamAccumulators = {
  terms: StreamTerms
  classKeys: readonly string[] | null
  tasks: Map<number, Task>
  workers: Map<number, Worker>
  fit: StreamFit
  counted: number
  /** The number of answers that the next fit waits for. */
  nextFit: number
}

const firstFitAnswers = 100
const firstCoincidence = 0.3

/** Opens empty accumulators. */
export function openAccumulators(terms: StreamTerms): StreamAccumulators {
  const classKeys = terms.classes?.map(terms.keyOf) ?? null
  const classCount = classKeys?.length ?? 0
  return {
    terms,
    classKeys,
    tasks: new Map(),
    workers: new Map(),
    fit: {
      shares: sharesOf(levelItems),
      skills: firstSkills,
      confusions: firstConfusions(classCount),
      prior: new Float64Array(classCount).fill(1 / Math.max(1, classCount)),
      coincidence: firstCoincidence,
      temperature: 1,
    },
    counted: 0,
    nextFit: firstFitAnswers,
  }
}

/** The prior confusion matrices of bins: right by skill, or any class by chance. */
export function firstConfusions(classCount: number): Float64Array[] {
  return firstSkills.map((skill) =>
    Float64Array.from({ length: classCount * classCount }, (_, at) => {
      const isRight = Math.floor(at / classCount) === at % classCount
      return (isRight ? skill : 0) + (1 - skill) / classCount
    }),
  )
}

/** The worker with a number; new if nothing has come from it yet. */
export function workerOf({ workers }: StreamAccumulators, number: number): Worker {
  const found = workers.get(number)
  if (found) return found
  const learned = { tried: 0, found: 0 }
  const judgedBy = new Set<number>()
  const fresh = { asked: 0, right: 0, judgedBy, learned, confusion: null, heard: null }
  workers.set(number, fresh)
  return fresh
}

/** The task with a number; new if nothing has come for it yet. */
export function taskOf({ tasks, terms }: StreamAccumulators, number: number): Task {
  const found = tasks.get(number)
  if (found) return found
  const label = terms.known.get(number)
  const known = label === undefined ? null : terms.keyOf(label)
  const fresh = { answers: [], known, isAccepted: false, weighing: null }
  tasks.set(number, fresh)
  return fresh
}
