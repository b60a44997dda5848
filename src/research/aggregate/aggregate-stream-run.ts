import { readArrivalFile, type ArrivalFile } from './aggregate-columns.ts'
import { openStopwatch, readInput } from './aggregate-input.ts'
import type { RightLabels } from './aggregate-known.ts'
import { writeRows, type OutRow } from './aggregate-out.ts'
import { scoreOutcome } from './aggregate-score.ts'
import { concludeStream, type StreamOutcome } from './aggregate-stream-outcome.ts'
import { describeStream, type StreamReport } from './aggregate-stream-report.ts'
import type { StreamOptions } from './aggregate-stream-options.ts'
import { streamFile, type StreamTold } from './aggregate-stream.ts'
import type { AggregateOptions } from './aggregate-options.ts'
import type { Context, Result } from '../../cli/command.ts'

/** Settles the answers of a file as they came, and tells how many it took and how right they are. */
export async function aggregateStream(
  context: Context,
  options: AggregateOptions,
  stream: StreamOptions,
): Promise<Result> {
  const tellSeconds = openStopwatch(context)
  const { file, gold, known } = await readInput(options, readArrivalFile)
  const reading = tellSeconds()
  const streamed = streamFile(file, { ...options, options: stream, known, tellSeconds })
  const outcome = concludeStream(file, streamed.stream, {
    ...options,
    options: stream,
    known,
    gold,
  })
  const score = scoreOutcome(outcome, { file, gold, known, isText: options.kind === 'text' })
  const scoring = tellSeconds()
  if (options.out !== null) await writeRows(options.out, rowsOf(file, outcome))
  const report: StreamReport = {
    kind: options.kind,
    engine: `incipit ${context.version}`,
    method: 'stream',
    seed: options.seed,
    rules: tellRules(stream),
    ...countRows(file, known, streamed.told),
    accepted: outcome.accepted,
    temperature: outcome.temperature,
    ...outcome.told,
    levels: outcome.levels,
    score,
    seconds: { reading, ...streamed.seconds, scoring, writing: tellSeconds() },
    out: options.out,
  }
  return { text: describeStream(report), json: report }
}

function countRows(file: ArrivalFile, known: RightLabels, told: StreamTold) {
  const tasks = file.task.names.length
  const knownTasks = file.task.names.filter((name) => known.has(name)).length
  return {
    rows: file.count,
    answers: told.asked,
    machine_answers: told.machine,
    known_answers: told.known,
    passed_over: told.passed_over,
    answers_per_task: tasks > knownTasks ? told.asked / (tasks - knownTasks) : null,
    tasks,
    known: knownTasks,
    workers: file.worker.names.length,
    labels: file.label.names.length,
  }
}

function tellRules({ rules, machines }: StreamOptions): StreamReport['rules'] {
  return {
    confidence: rules.confidenceMin,
    networks: rules.networksMin,
    answers: rules.answersMin,
    answers_max: rules.answersMax,
    machines,
  }
}

const rowsOf = function* (file: ArrivalFile, outcome: StreamOutcome): Generator<OutRow> {
  for (const [n, task] of file.task.names.entries()) {
    const [answers, state] = [outcome.answersOf(n), outcome.stateOf(n)]
    yield { task, answers, ...outcome.readingOf(n), state }
  }
}
