import type { Clock } from '../../model/stores.ts'
import { aggregateClassFile } from './classes.ts'
import { readAnswerFile, type AnswerFile } from './columns.ts'
import { openStopwatch, readInput, type Input } from './input.ts'
import type { AggregateOptions } from './options.ts'
import type { MethodOutcome } from './outcome.ts'
import type { AggregateReport } from './report.ts'
import { scoreOutcome } from './score.ts'
import { aggregateTextFile } from './texts.ts'
import { linesOf, type OutRow } from './write.ts'

/** What an aggregation needs besides its options. */
export type AggregateContext = {
  /** The version of the program, for the report. */
  version: string
  clock: Clock
  /** Writes a new file, which appears once all of it is on disk. */
  writeFile(path: string, pieces: Iterable<string>): Promise<void>
}

/** Aggregates the answers of a file all at once, and writes the results. */
export async function aggregateFile(
  context: AggregateContext,
  options: AggregateOptions,
): Promise<AggregateReport> {
  const lapSeconds = openStopwatch(context)
  const input = await readInput(options, readAnswerFile)
  const reading = lapSeconds()
  const outcome = aggregate(input, options)
  const fitting = lapSeconds()
  const score = scoreOutcome(outcome, { ...input, isText: options.kind === 'text' })
  const scoring = lapSeconds()
  if (options.out !== null)
    await context.writeFile(options.out, linesOf(options.out, rowsOf(input.file, outcome)))
  const seconds = { reading, fitting, scoring, writing: lapSeconds() }
  return {
    kind: options.kind,
    engine: `incipit ${context.version}`,
    method: options.method,
    seed: options.seed,
    ...countsOf(input),
    temperature: outcome.temperature,
    ...outcome.facts,
    score,
    seconds,
    out: options.out,
  }
}

function aggregate({ file, known }: Input<AnswerFile>, options: AggregateOptions): MethodOutcome {
  return options.kind === 'text'
    ? aggregateTextFile(file, { ...options, known })
    : aggregateClassFile(file, { ...options, known })
}

function countsOf({ file: { count, worker, task, label }, known }: Input<AnswerFile>) {
  return {
    answers: count,
    tasks: task.names.length,
    workers: worker.names.length,
    labels: label.names.length,
    known: task.names.filter((name) => known.has(name)).length,
  }
}

const rowsOf = function* (file: AnswerFile, outcome: MethodOutcome): Generator<OutRow> {
  const answers = new Uint32Array(file.task.names.length)
  for (let row = 0; row < file.count; row++) {
    const task = file.task.numbers[row] ?? 0
    answers[task] = (answers[task] ?? 0) + 1
  }
  for (const [n, task] of file.task.names.entries())
    yield { task, answers: answers[n] ?? 0, ...outcome.readingOf(n) }
}
