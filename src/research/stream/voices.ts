import { addVoice, addVoices } from '../../labels/add-voices.ts'
import { hearClass } from '../../labels/class-voice.ts'
import { binOf, machineBinOf } from '../../labels/record-bins.ts'
import type { GivenAnswer, StreamAccumulators, Task } from './accumulators.ts'
import { boundSkill, hearText } from '../../labels/text-voice.ts'
import type { SkillCount, Voice } from '../../labels/voice.ts'
import {
  closeWeighing,
  openWeighing,
  type Weighed,
  type Weighing,
  type WeighingTerms,
} from '../../labels/weighing.ts'

/** The weight of a worker's own record against that of the bin, in answers. */
const ownStrength = 2
/** With two classes, a pull looks the same as a lack of clarity. */
const pullClassesMin = 3

/** A task's answers, weighed. `learned` holds, for each answer, what it taught and where to add it. */
export type WeighedTask = {
  keys: readonly string[]
  voices: readonly Voice[]
  learned: readonly Learned[]
  weighing: Weighing
  weighed: Weighed
}

/** What one answer teaches: about its worker's skill, or the worker's confusion matrix. */
export type Learned = {
  answer: GivenAnswer
  bin: number
  /** Whether the task is a known one. */
  isTest: boolean
  skill: SkillCount
  confusion: Float64Array
}

/** The terms of all weighings by the running fit. */
export function sharedTerms({ fit, classKeys }: StreamAccumulators): WeighingTerms {
  const passed = binOf({ asked: 1, right: 1 })
  if (!classKeys) return { shares: fit.shares, meanSkill: fit.skills[passed] ?? 1 }
  const matrix = fit.confusions[passed]
  const size = classKeys.length
  const right = classKeys.reduce((sum, _, t) => sum + (matrix?.[t * size + t] ?? 0), 0)
  return { shares: fit.shares, meanSkill: right / size }
}

/** The candidates of a task: the classes, or the keys that were given and its known one. */
export function keysOf(
  { classKeys }: StreamAccumulators,
  { answers, known }: Task,
): readonly string[] {
  if (classKeys) return classKeys
  const keys = new Set(answers.map(({ key }) => key))
  if (known !== null) keys.add(known)
  return [...keys]
}

/** Weighs some of a task's answers; `truth` is the key that it is known to have. */
export function weighTask(
  accumulators: StreamAccumulators,
  task: Task,
  { answers, truth }: { answers: readonly GivenAnswer[]; truth: string | null },
): WeighedTask {
  const keys = keysOf(accumulators, task)
  const known = truth === null ? -1 : keys.indexOf(truth)
  const weighing = openTaskWeighing(accumulators, keys, known)
  const shared = sharedTerms(accumulators)
  const heard = answers.map((one, n) => hear(accumulators, task, { one, answers, n, keys }))
  const voices = heard.map(({ voice }) => voice)
  addVoices(weighing, voices, shared)
  const weighed = closeWeighing(weighing, shared, priorOf(accumulators, keys))
  const learned = heard.map((one) => one.learned)
  return { keys, voices, learned, weighing, weighed }
}

/** Adds one answer to the weighing of a task of classes, in constant time. */
export function addToWeighing(
  accumulators: StreamAccumulators,
  task: Task,
  one: GivenAnswer,
): { keys: readonly string[]; weighed: Weighed } {
  const keys = keysOf(accumulators, task)
  const shared = sharedTerms(accumulators)
  task.weighing ??= openTaskWeighing(accumulators, keys)
  addVoice(task.weighing, hear(accumulators, task, { one, answers: [], n: 0, keys }).voice, shared)
  return { keys, weighed: closeWeighing(task.weighing, shared, priorOf(accumulators, keys)) }
}

function openTaskWeighing(
  { classKeys }: StreamAccumulators,
  keys: readonly string[],
  known = -1,
): Weighing {
  // After the keys of a text comes "none of these", which a pull may also draw to.
  if (!classKeys) return openWeighing(keys.length + 1, keys.length + 1, known)
  return openWeighing(keys.length, keys.length < pullClassesMin ? 0 : keys.length, known)
}

function priorOf({ classKeys, fit }: StreamAccumulators, keys: readonly string[]): Float64Array {
  return classKeys ? fit.prior : new Float64Array(keys.length + 1).fill(1)
}

type Hearing = {
  one: GivenAnswer
  answers: readonly GivenAnswer[]
  n: number
  keys: readonly string[]
}

function hear(
  accumulators: StreamAccumulators,
  task: Task,
  { one, answers, n, keys }: Hearing,
): { voice: Voice; learned: Learned } {
  const { classKeys, terms, fit } = accumulators
  const isPerson = !terms.machines.has(one.worker)
  const bin = isPerson ? binBesides(accumulators, task, one) : machineBinOf(null)
  const skill = { tried: 0, found: 0 }
  const size = classKeys?.length ?? 0
  const isTest = task.known !== null
  const learned = { answer: one, bin, isTest, skill, confusion: new Float64Array(size * size) }
  const key = keys.indexOf(one.key)
  if (classKeys) {
    const confusion = confusionOf(accumulators, one, { bin, size, given: key })
    const counts = [learned.confusion]
    return {
      voice: hearClass({ given: key, classCount: size, confusion, isPerson, counts }),
      learned,
    }
  }
  const firstAt = answers.findIndex((other) => other.key === one.key)
  const isShared = answers.some((other, at) => at !== n && other.key === one.key)
  const voice = hearText({
    key,
    skill: skillOf(accumulators, one, bin),
    isRepeated: firstAt < n,
    isShared,
    coincidence: fit.coincidence,
    isPerson,
    counts: [skill],
  })
  return { voice, learned }
}

// An answer to a known task does not vouch for itself.
function binBesides(
  accumulators: StreamAccumulators,
  task: Task,
  { worker, key }: GivenAnswer,
): number {
  const { asked = 0, right = 0 } = accumulators.workers.get(worker) ?? {}
  if (task.known === null) return binOf({ asked, right })
  return binOf({ asked: asked - 1, right: right - (key === task.known ? 1 : 0) })
}

// Nor does any answer through what the fit learned from it.
function skillOf(
  { fit, workers }: StreamAccumulators,
  { worker, taught }: GivenAnswer,
  bin: number,
): number {
  const { tried = 0, found = 0 } = workers.get(worker)?.learned ?? {}
  const own = { tried: tried - taught.tried, found: found - taught.found }
  const prior = fit.skills[bin] ?? 0
  return boundSkill((ownStrength * prior + own.found) / (ownStrength + own.tried))
}

type Given = { bin: number; size: number; given: number }

// New answers have taught nothing yet: those of a worker are heard alike until the next fit.
function confusionOf(
  { fit, workers }: StreamAccumulators,
  { worker: number, column }: GivenAnswer,
  { bin, size, given }: Given,
): Float64Array {
  const prior = fit.confusions[bin] ?? new Float64Array(size * size)
  const worker = workers.get(number)
  if (!worker?.confusion) return prior
  if (column) return mixRows(prior, worker.confusion, { size, given, column })
  if (worker.heard?.bin !== bin)
    worker.heard = { bin, rows: mixRows(prior, worker.confusion, { size, given, column: null }) }
  return worker.heard.rows
}

type Besides = { size: number; given: number; column: Float64Array | null }

function mixRows(
  prior: Float64Array,
  own: Float64Array,
  { size, given, column }: Besides,
): Float64Array {
  const rows = new Float64Array(size * size)
  for (let t = 0; t < size; t++) {
    const self = column?.[t] ?? 0
    let sum = ownStrength - self
    for (let y = 0; y < size; y++) sum += own[t * size + y] ?? 0
    for (let y = 0; y < size; y++) {
      const at = t * size + y
      const count = (own[at] ?? 0) - (y === given ? self : 0)
      rows[at] = (ownStrength * (prior[at] ?? 0) + Math.max(0, count)) / sum
    }
  }
  return rows
}
