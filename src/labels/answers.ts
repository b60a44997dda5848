/**
 * Categorical answers, packed and sorted by task: those of task t are at first[t] up to first[t + 1]. Tasks,
 * workers and classes are numbers from 0. An answer takes six bytes.
 */
export type PackedAnswers = {
  workerCount: number
  taskCount: number
  classCount: number
  /** Has one entry more than there are tasks. */
  first: Uint32Array
  /** Per answer. */
  worker: Uint32Array
  /** Per answer. */
  label: Uint16Array
  /** Per task: its class, or -1. */
  known: Int32Array
}

/** Answers as they come, in any order. */
type AnswerColumns = {
  worker: Uint32Array
  task: Uint32Array
  label: Uint16Array
  count: number
}

/**
 * Sorts columns of answers by task, then by worker, then by label, so that the same answers give the same
 * bytes in whatever order they came. Takes time in proportion to their count.
 */
export function packAnswers(
  { worker, task, label, count }: AnswerColumns,
  sizes: { workerCount: number; taskCount: number; classCount: number },
  known: Int32Array,
): PackedAnswers {
  const byLabel = sortBy(label, sizes.classCount, null, count)
  const byWorker = sortBy(worker, sizes.workerCount, byLabel, count)
  const order = sortBy(task, sizes.taskCount, byWorker, count)
  const sortedWorker = new Uint32Array(count)
  const sortedLabel = new Uint16Array(count)
  for (let a = 0; a < count; a++) {
    const from = order[a] ?? 0
    sortedWorker[a] = worker[from] ?? 0
    sortedLabel[a] = label[from] ?? 0
  }
  const first = startsOf(task, sizes.taskCount, count)
  return { ...sizes, first, worker: sortedWorker, label: sortedLabel, known }
}

/** The same answers with other known tasks; nothing is copied. */
export function withKnown(answers: PackedAnswers, known: Int32Array): PackedAnswers {
  return { ...answers, known }
}

type Keys = Uint32Array | Uint16Array

// A stable counting sort: rows with the same key keep the order in which they were given.
function sortBy(keys: Keys, keyCount: number, order: Uint32Array | null, count: number) {
  const next = startsOf(keys, keyCount, count)
  const sorted = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    const row = order === null ? at : (order[at] ?? 0)
    const key = keys[row] ?? 0
    const place = next[key] ?? 0
    sorted[place] = row
    next[key] = place + 1
  }
  return sorted
}

function startsOf(keys: Keys, keyCount: number, count: number): Uint32Array {
  const starts = new Uint32Array(keyCount + 1)
  for (let row = 0; row < count; row++) {
    const after = (keys[row] ?? 0) + 1
    starts[after] = (starts[after] ?? 0) + 1
  }
  for (let key = 0; key < keyCount; key++)
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0)
  return starts
}
