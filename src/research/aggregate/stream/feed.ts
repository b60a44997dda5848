import { openStream, type Stream } from '../../stream/stream.ts'
import type { ArrivalFile } from '../columns.ts'
import type { RightLabels } from '../known.ts'
import type { StreamOptions } from '../options.ts'

const streamedMax = 5_000_000
const classesMax = 100

/** What became of the rows of a streamed file. */
export type StreamCounts = {
  /** Answers that were asked for, to tasks to be read: by people, and by machines. */
  asked: number
  machine: number
  /** Answers to known tasks, which show how workers read. */
  known: number
  /** Rows of challenges that would never have been shown. */
  passed_over: number
}

/** The result of streaming a file. */
export type Streamed = {
  stream: Stream
  counts: StreamCounts
  seconds: { streaming: number; refitting: number }
}

/** What streaming a file needs. */
export type StreamTask = {
  kind: 'categorical' | 'text'
  known: RightLabels
  options: StreamOptions
  keyOf: (text: string) => string
  /** Returns the seconds since it was last called. */
  lapSeconds: () => number
}

/** Streams a file in the order of its rows, refitting whenever that is due and at the end. */
export function streamFile(file: ArrivalFile, of: StreamTask): Streamed {
  if (file.count > streamedMax)
    throw new Error(`The file has ${file.count} answers; a stream may have at most ${streamedMax}.`)
  const { options, lapSeconds } = of
  const machines = new Set(options.machines.map((name) => numberOf(file, name)))
  const known = numberKnown(file, of.known)
  const stream = openStream({
    classes: of.kind === 'text' ? null : classesOf(file, known),
    keyOf: of.kind === 'text' ? rememberKeys(of.keyOf) : (label) => label,
    known,
    machines,
    rules: options.rules,
  })
  const counts = { asked: 0, machine: 0, known: 0, passed_over: 0 }
  const seconds = { streaming: 0, refitting: 0 }
  const refit = (): void => {
    seconds.streaming += lapSeconds()
    stream.refit()
    seconds.refitting += lapSeconds()
  }
  for (const [from, behind] of challengesOf(file)) {
    addChallenge(stream, { file, from, behind, machines, known }, counts)
    if (stream.isRefitDue()) refit()
  }
  refit()
  return { stream, counts, seconds }
}

function numberOf({ worker }: ArrivalFile, machine: string): number {
  const number = worker.names.indexOf(machine)
  if (number < 0) throw new Error(`The file has no worker “${machine}”, which --machine names.`)
  return number
}

function numberKnown({ task }: ArrivalFile, known: RightLabels): Map<number, string> {
  return new Map(
    task.names.flatMap((name, n) => {
      const label = known.get(name)
      return label === undefined ? [] : [[n, label] as const]
    }),
  )
}

function classesOf({ label }: ArrivalFile, known: ReadonlyMap<number, string>): string[] {
  const classes = [...new Set([...label.names, ...known.values()])]
  if (classes.length > classesMax)
    throw new Error(
      `There are over ${classesMax} different labels. For free text, use --kind text.`,
    )
  return classes.toSorted((a, b) => (a < b ? -1 : 1))
}

function rememberKeys(keyOf: (text: string) => string): (text: string) => string {
  const keys = new Map<string, string>()
  return (text) => {
    const found = keys.get(text)
    if (found !== undefined) return found
    const key = keyOf(text)
    keys.set(text, key)
    return key
  }
}

/** The rows of each challenge that are adjacent. */
const challengesOf = function* ({ challenge, count }: ArrivalFile): Generator<[number, number]> {
  for (let from = 0; from < count;) {
    let behind = from + 1
    while (behind < count && challenge.numbers[behind] === challenge.numbers[from]) behind += 1
    yield [from, behind]
    from = behind
  }
}

type Rows = {
  file: ArrivalFile
  from: number
  behind: number
  machines: ReadonlySet<number>
  known: ReadonlyMap<number, string>
}

// A challenge is shown for what is to be read in it. One of known tasks alone is a test and counts.
function addChallenge(stream: Stream, rows: Rows, counts: StreamCounts): void {
  const { file, from, behind, machines, known } = rows
  const arrivals = Array.from({ length: behind - from }, (_, n) => arrivalOf(file, from + n))
  const tests = arrivals.filter(({ task }) => known.has(task))
  const others = arrivals.filter(({ task }) => !known.has(task))
  if (others.length > 0 && !others.some((arrival) => stream.wants(arrival))) {
    counts.passed_over += arrivals.length
    return
  }
  // Answers to the known tasks are there before the others are weighed.
  for (const arrival of [...tests, ...others]) {
    const heard = stream.add(arrival)
    if (heard === 'known') counts.known += 1
    else if (heard !== 'counted') counts.passed_over += 1
    else if (machines.has(arrival.worker)) counts.machine += 1
    else counts.asked += 1
  }
}

function arrivalOf({ worker, task, networkHash, label }: ArrivalFile, row: number) {
  return {
    worker: worker.numbers[row] ?? 0,
    task: task.numbers[row] ?? 0,
    networkHash: networkHash.numbers[row] ?? 0,
    label: label.names[label.numbers[row] ?? 0] ?? '',
  }
}
