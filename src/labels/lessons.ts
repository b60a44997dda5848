import type { HeardAnswer, HeardInTime } from './heard.ts'
import type { Lesson } from './lesson.ts'
import { periodRules } from './periods.ts'

/** How many answers are kept, 12 bytes each, and how many a block has, unless one item has more. */
export const lessonRoom: LessonRoom = { answersMax: 25_000_000, blockAnswers: 1 << 16 }

/** What items can teach, kept small, in the order in which it came. */
export type Lessons = {
  /**
   * Keeps what an item can teach. `isFull` says that there is no room for it, nor for any later one; `closed` is the
   * block of the lessons before it, if the next begins here.
   */
  add(lesson: Lesson): { isFull: boolean; closed: Block | null }
  /** Ends the last block; null if it is empty. */
  end(): Block | null
  /** Takes a block back that was kept elsewhere. */
  restore(block: Block): void
  [Symbol.iterator](): Iterator<Lesson>
}

/** How much is kept: by default as much as fits in a gigabyte with everything else. */
export type LessonRoom = { answersMax: number; blockAnswers: number }

/**
 * Opens a collection of lessons that takes a few bytes for each answer: numbers in typed arrays, and the keys of many
 * items in one buffer. An answer is given back with the hour of its time, and without its form: a fit needs no more.
 */
export function openLessons({ answersMax, blockAnswers }: LessonRoom): Lessons {
  const blocks: Block[] = []
  let open: OpenBlock | null = null
  let answers = 0
  let isFull = false
  const end = (): Block | null => {
    if (!open) return null
    const block = close(open)
    blocks.push(block)
    open = null
    return block
  }
  return {
    add: (lesson) => {
      const count = lesson.answers.length
      isFull ||= answers + count > answersMax
      // Nobody learns from an item of which nothing was said.
      if (isFull || count === 0) return { isFull, closed: null }
      const closed = open && open.at + count > blockAnswers ? end() : null
      open ??= openBlock(Math.max(count, blockAnswers))
      write(open, lesson)
      answers += count
      return { isFull, closed }
    },
    end,
    restore: (block) => {
      blocks.push(block)
      answers += block.networks.length
    },
    *[Symbol.iterator]() {
      for (const block of blocks) yield* read(block)
      if (open) yield* read(close(open))
    },
  }
}

type Columns = {
  networks: Uint32Array
  hours: Int32Array
  keys: Uint16Array
  bins: Uint8Array
  flags: Uint8Array
}

/** The keys of an item, which of them is its truth or its machine's reading (-1: none), and its answers. */
type Head = [keys: string[], answers: number, truth: number, machine: number, machineBin: number]

/** Many lessons, closed. */
export type Block = Columns & { heads: Buffer; inTime: ReadonlyMap<number, readonly HeardInTime[]> }

type OpenBlock = Columns & {
  at: number
  heads: Head[]
  inTime: Map<number, readonly HeardInTime[]>
}

const flagOf = { isPassed: 1, isYes: 2, isRecalled: 4, isOfBurst: 8, isLabel: 16 } as const

function openBlock(size: number): OpenBlock {
  return {
    networks: new Uint32Array(size),
    hours: new Int32Array(size),
    keys: new Uint16Array(size),
    bins: new Uint8Array(size),
    flags: new Uint8Array(size),
    at: 0,
    heads: [],
    inTime: new Map(),
  }
}

function write(block: OpenBlock, { answers, truth, machine, inTime }: Lesson): void {
  const keys: string[] = []
  const keyOf = (key: string): number => {
    const known = keys.indexOf(key)
    return known < 0 ? keys.push(key) - 1 : known
  }
  for (const answer of answers) {
    const { at } = block
    block.networks[at] = answer.network
    block.hours[at] = Math.floor(answer.givenAtMs / periodRules.windowMs)
    block.keys[at] = keyOf(answer.key)
    block.bins[at] = answer.bin
    block.flags[at] = flagsOf(answer)
    block.at += 1
  }
  if (inTime) block.inTime.set(block.heads.length, inTime)
  const truthAt = truth === null ? -1 : keyOf(truth)
  const machineAt = machine === null ? -1 : keyOf(machine.key)
  block.heads.push([keys, answers.length, truthAt, machineAt, machine?.bin ?? 0])
}

function flagsOf(answer: HeardAnswer): number {
  return (
    (answer.isPassed ? flagOf.isPassed : 0) |
    (answer.isYes ? flagOf.isYes : 0) |
    (answer.isRecalled ? flagOf.isRecalled : 0) |
    (answer.isOfBurst ? flagOf.isOfBurst : 0) |
    (answer.isLabel ? flagOf.isLabel : 0)
  )
}

function close({ at, heads, inTime, ...columns }: OpenBlock): Block {
  return {
    networks: columns.networks.subarray(0, at),
    hours: columns.hours.subarray(0, at),
    keys: columns.keys.subarray(0, at),
    bins: columns.bins.subarray(0, at),
    flags: columns.flags.subarray(0, at),
    heads: Buffer.from(JSON.stringify(heads)),
    inTime,
  }
}

function* read(block: Block): Generator<Lesson> {
  const heads = JSON.parse(block.heads.toString()) as Head[]
  let from = 0
  for (const [n, [keys, count, truth, machine, bin]] of heads.entries()) {
    const answers: HeardAnswer[] = []
    for (let at = from; at < from + count; at++) answers.push(readAnswer(block, keys, at))
    from += count
    const form = ''
    yield {
      answers,
      truth: keys[truth] ?? null,
      machine: machine < 0 ? null : { key: keys[machine] ?? '', form, bin },
      inTime: block.inTime.get(n) ?? null,
    }
  }
}

function readAnswer(block: Block, keys: readonly string[], at: number): HeardAnswer {
  const flags = block.flags[at] ?? 0
  return {
    network: block.networks[at] ?? 0,
    givenAtMs: (block.hours[at] ?? 0) * periodRules.windowMs,
    isPassed: (flags & flagOf.isPassed) !== 0,
    key: keys[block.keys[at] ?? 0] ?? '',
    form: '',
    isYes: (flags & flagOf.isYes) !== 0,
    bin: block.bins[at] ?? 0,
    isRecalled: (flags & flagOf.isRecalled) !== 0,
    isOfBurst: (flags & flagOf.isOfBurst) !== 0,
    isLabel: (flags & flagOf.isLabel) !== 0,
  }
}
