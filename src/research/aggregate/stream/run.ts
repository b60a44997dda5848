import { readArrivalFile, type ArrivalFile } from '../columns.ts'
import { openStopwatch, readInput } from '../input.ts'
import type { RightLabels } from '../known.ts'
import { linesOf, type OutRow } from '../write.ts'
import { scoreOutcome } from '../score.ts'
import { concludeStream, type StreamOutcome } from './outcome.ts'
import type { StreamReport } from './report.ts'
import { streamFile, type StreamCounts } from './feed.ts'
import type { AggregateOptions, StreamOptions } from '../options.ts'
import type { AggregateContext } from '../run.ts'

/**
 * Settles the answers of a file in the order they came, and reports how many it took and how right they are.
 */
export async function aggregateStream(
  context: AggregateContext,
  options: AggregateOptions,
  stream: StreamOptions,
): Promise<StreamReport> {
  const lapSeconds = openStopwatch(context)
  const { file, gold, known } = await readInput(options, readArrivalFile)
  const reading = lapSeconds()
  const streamed = streamFile(file, { ...options, options: stream, known, lapSeconds })
  const outcome = concludeStream(file, streamed.stream, {
    ...options,
    options: stream,
    known,
    gold,
  })
  const score = scoreOutcome(outcome, { file, gold, known, isText: options.kind === 'text' })
  const scoring = lapSeconds()
  if (options.out !== null)
    await context.writeFile(options.out, linesOf(options.out, rowsOf(file, outcome)))
  return {
    kind: options.kind,
    engine: `incipit ${context.version}`,
    method: 'stream',
    seed: options.seed,
    rules: reportRules(stream),
    ...countRows(file, known, streamed.counts),
    accepted: outcome.accepted,
    temperature: outcome.temperature,
    ...outcome.facts,
    levels: outcome.levels,
    score,
    seconds: { reading, ...streamed.seconds, scoring, writing: lapSeconds() },
    out: options.out,
  }
}

function countRows(file: ArrivalFile, known: RightLabels, counts: StreamCounts) {
  const tasks = file.task.names.length
  const knownTasks = file.task.names.filter((name) => known.has(name)).length
  return {
    rows: file.count,
    answers: counts.asked,
    machine_answers: counts.machine,
    known_answers: counts.known,
    passed_over: counts.passed_over,
    answers_per_task: tasks > knownTasks ? counts.asked / (tasks - knownTasks) : null,
    tasks,
    known: knownTasks,
    workers: file.worker.names.length,
    labels: file.label.names.length,
  }
}

function reportRules({ rules, machines }: StreamOptions): StreamReport['rules'] {
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
