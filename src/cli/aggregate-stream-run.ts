import { readArrivalFile, type ArrivalFile } from './aggregate-columns.ts'
import { openStopwatch, readInput } from './aggregate-input.ts'
import type { RightLabels } from './aggregate-known.ts'
import { writeRows, type OutRow } from './aggregate-out.ts'
import { scoreOutcome } from './aggregate-score.ts'
import { concludeStream, type StreamOutcome } from './aggregate-stream-outcome.ts'
import { describeStream, type StreamReport } from './aggregate-stream-report.ts'
import type { StreamWish } from './aggregate-stream-wish.ts'
import { streamFile, type StreamTold } from './aggregate-stream.ts'
import type { AggregateWish } from './aggregate-wish.ts'
import type { Context, Result } from './command.ts'

/** Settles the answers of a file as they came, and tells how many it took and how right they are. */
export const aggregateStream = async (
  context: Context,
  wish: AggregateWish,
  stream: StreamWish,
): Promise<Result> => {
  const tellSeconds = openStopwatch(context)
  const { file, gold, known } = await readInput(wish, readArrivalFile)
  const reading = tellSeconds()
  const streamed = streamFile(file, { ...wish, wish: stream, known, tellSeconds })
  const outcome = concludeStream(file, streamed.stream, { ...wish, wish: stream, known, gold })
  const score = scoreOutcome(outcome, { file, gold, known, isText: wish.kind === 'text' })
  const scoring = tellSeconds()
  if (wish.out !== null) await writeRows(wish.out, rowsOf(file, outcome))
  const report: StreamReport = {
    kind: wish.kind,
    engine: `incipit ${context.version}`,
    method: 'stream',
    seed: wish.seed,
    rules: tellRules(stream),
    ...countRows(file, known, streamed.told),
    accepted: outcome.accepted,
    temperature: outcome.temperature,
    ...outcome.told,
    levels: outcome.levels,
    score,
    seconds: { reading, ...streamed.seconds, scoring, writing: tellSeconds() },
    out: wish.out,
  }
  return { text: describeStream(report), json: report }
}

const countRows = (file: ArrivalFile, known: RightLabels, told: StreamTold) => {
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

const tellRules = ({ rules, machines }: StreamWish): StreamReport['rules'] => ({
  confidence: rules.confidenceMin,
  networks: rules.clustersMin,
  answers: rules.answersMin,
  answers_max: rules.answersMax,
  machines,
})

const rowsOf = function* (file: ArrivalFile, outcome: StreamOutcome): Generator<OutRow> {
  for (const [n, task] of file.task.names.entries()) {
    const [answers, state] = [outcome.answersOf(n), outcome.stateOf(n)]
    yield { task, answers, ...outcome.readingOf(n), state }
  }
}
