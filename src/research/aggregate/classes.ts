import { packAnswers, type PackedAnswers } from '../../labels/answers.ts'
import { aggregateClasses, type ClassMethod } from '../classes/aggregate.ts'
import type { AnswerFile } from './columns.ts'
import type { RightLabels } from './known.ts'
import { alternativeRules, type MethodOutcome, type TaskReading } from './outcome.ts'

/** The largest tables a method may take: `cells` are tasks by classes, or workers by pairs of classes. */
const classLimits = { classes: 1_000, cells: 2 ** 26 } as const

/** Aggregates categorical answers; the known tasks keep their labels. */
export function aggregateClassFile(
  file: AnswerFile,
  { method, seed, known }: { method: ClassMethod; seed: number; known: RightLabels },
): MethodOutcome {
  const classes = classesOf(file, known)
  const placeOf = new Map(classes.map((name, k) => [name, k]))
  const classOf: ClassOf = (name) => placeOf.get(name) ?? -1
  const answers = pack(file, { classes, classOf, known })
  checkSizes(answers, method)
  const { posterior, raw, temperature, floor } = aggregateClasses(answers, { method, seed })
  const rowOf = (all: Float64Array, t: number): Float64Array =>
    all.subarray(t * classes.length, (t + 1) * classes.length)
  return {
    temperature,
    readingOf: (t) => readRow(classes, rowOf(posterior, t), rowOf(raw, t)),
    judge: (t, name) => {
      const judged = (all: Float64Array) => ({ probabilities: rowOf(all, t), right: classOf(name) })
      return { calibrated: judged(posterior), raw: judged(raw) }
    },
    facts: { floor, classes: sharesOf(classes, raw) },
  }
}

/** The number of a class; -1 if it is none. */
type ClassOf = (name: string) => number

// A known task may have a label that nobody gave.
function classesOf({ label, task }: AnswerFile, known: RightLabels): string[] {
  const all = new Set(label.names)
  for (const name of task.names) {
    const right = known.get(name)
    if (right !== undefined) all.add(right)
    if (all.size > classLimits.classes)
      throw new Error(
        `There are over ${classLimits.classes} different labels. For free text, use --kind text.`,
      )
  }
  return [...all].toSorted((a, b) => (a < b ? -1 : 1))
}

function pack(
  { count, worker, task, label }: AnswerFile,
  { classes, classOf, known }: { classes: readonly string[]; classOf: ClassOf; known: RightLabels },
): PackedAnswers {
  const sizes = {
    workerCount: worker.names.length,
    taskCount: task.names.length,
    classCount: classes.length,
  }
  const classOfLabel = label.names.map(classOf)
  const numbers = new Uint16Array(count)
  for (let row = 0; row < count; row++) numbers[row] = classOfLabel[label.numbers[row] ?? 0] ?? 0
  const columns = { worker: worker.numbers, task: task.numbers, label: numbers, count }
  const truths = Int32Array.from(task.names, (name) => classOf(known.get(name) ?? ''))
  return packAnswers(columns, sizes, truths)
}

// The pool does without matrices if they are too large.
function checkSizes(
  { workerCount, taskCount, classCount }: PackedAnswers,
  method: ClassMethod,
): void {
  const hasMatrices = method === 'dawid-skene' || method === 'ibcc'
  const matrixCells = hasMatrices ? workerCount * classCount ** 2 : 0
  if (Math.max(taskCount * classCount, matrixCells) > classLimits.cells)
    throw new Error(
      `${taskCount} tasks and ${workerCount} workers are too many for ${classCount} different labels.`,
    )
}

function readRow(
  classes: readonly string[],
  posterior: Float64Array,
  raw: Float64Array,
): TaskReading {
  const ranked = classes
    .map((label, k) => ({ label, probability: posterior[k] ?? 0, rawConfidence: raw[k] ?? 0 }))
    .toSorted((a, b) => b.probability - a.probability)
  const [top = { label: '', probability: 0, rawConfidence: 0 }, ...others] = ranked
  const alternatives = others
    .slice(0, alternativeRules.max)
    .filter(({ probability }) => probability >= alternativeRules.probabilityMin)
    .map(({ label, probability }) => ({ label, probability }))
  return {
    label: top.label,
    confidence: top.probability,
    rawConfidence: top.rawConfidence,
    alternatives,
  }
}

/** The share of each class among all tasks: Dawid and Skene's class priors, if that is the method. */
function sharesOf(
  classes: readonly string[],
  posterior: Float64Array,
): { label: string; share: number }[] {
  const sums = new Float64Array(classes.length)
  for (let cell = 0; cell < posterior.length; cell++) {
    const k = cell % classes.length
    sums[k] = (sums[k] ?? 0) + (posterior[cell] ?? 0)
  }
  const taskCount = posterior.length / classes.length
  return classes.map((label, k) => ({ label, share: (sums[k] ?? 0) / taskCount }))
}
