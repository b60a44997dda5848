import { classMethods } from '../classes/aggregate.ts'
import { textMethods } from '../texts/aggregate.ts'
import { aggregateClassFile } from './aggregate-classes.ts'
import { readAnswerFile, type AnswerFile } from './aggregate-columns.ts'
import { openStopwatch, readInput, type Input } from './aggregate-input.ts'
import { refuseOut, writeRows, type OutRow } from './aggregate-out.ts'
import type { Outcome } from './aggregate-outcome.ts'
import { describeAggregate, type AggregateReport } from './aggregate-report.ts'
import { scoreOutcome } from './aggregate-score.ts'
import { aggregateStream } from './aggregate-stream-run.ts'
import { streamFlags } from './aggregate-stream-options.ts'
import { aggregateTextFile } from './aggregate-texts.ts'
import { normalisations, readAggregateOptions, type AggregateOptions } from './aggregate-options.ts'
import type { Command, Context, Result } from '../../cli/command.ts'
import { isRefused } from '../../cli/read-flags.ts'

/** `incipit labels aggregate FILE`: turns anybody's file of answers into readings, without a data folder. */
export const labelsAggregate: Command = {
  usage: 'labels aggregate FILE',
  summary: 'turns a file of answers (worker,task,label) into readings, and scores them',
  flags: {
    kind: { type: 'string', meaning: 'categorical: labels of a few classes; text: free text' },
    method: {
      type: 'string',
      meaning: `categorical: ${classMethods.join(', ')} [pool]; text: auto, ${textMethods.join(', ')} [auto]`,
    },
    gold: { type: 'string', meaning: 'a file of right labels (task,label) to score by' },
    known: { type: 'string', meaning: 'a file of labels (task,label) that the method is told' },
    'share-known': { type: 'string', meaning: 'tells the method this share of the gold [0]' },
    seed: { type: 'string', meaning: 'what chance starts from, a whole number [1]' },
    normalise: {
      type: 'string',
      meaning: `the form of texts before all else: ${normalisations.join(', ')} [plain]`,
    },
    case: { type: 'string', meaning: 'fold: capitals are the same as small letters; keep [fold]' },
    diacritics: { type: 'string', meaning: 'fold: marks on letters do not count; keep [fold]' },
    ligatures: { type: 'string', meaning: 'fold: ligatures are their letters; keep [fold]' },
    ...streamFlags,
    out: { type: 'string', meaning: 'the file to write, CSV or .jsonl; none may be there' },
  },
  words: [1, 1],
  run: async (context, [path = ''], flags) => {
    const options = readAggregateOptions(path, flags)
    if (isRefused(options)) return options
    const refusal = options.out === null ? null : await refuseOut(options.out)
    if (refusal) return refusal
    return options.stream
      ? aggregateStream(context, options, options.stream)
      : aggregateFile(context, options)
  },
}

async function aggregateFile(context: Context, options: AggregateOptions): Promise<Result> {
  const tellSeconds = openStopwatch(context)
  const input = await readInput(options, readAnswerFile)
  const reading = tellSeconds()
  const outcome = aggregate(input, options)
  const fitting = tellSeconds()
  const score = scoreOutcome(outcome, { ...input, isText: options.kind === 'text' })
  const scoring = tellSeconds()
  if (options.out !== null) await writeRows(options.out, rowsOf(input.file, outcome))
  const seconds = { reading, fitting, scoring, writing: tellSeconds() }
  const report: AggregateReport = {
    kind: options.kind,
    engine: `incipit ${context.version}`,
    method: options.method,
    seed: options.seed,
    ...countsOf(input),
    temperature: outcome.temperature,
    ...outcome.told,
    score,
    seconds,
    out: options.out,
  }
  return { text: describeAggregate(report), json: report }
}

function aggregate({ file, known }: Input<AnswerFile>, options: AggregateOptions): Outcome {
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

const rowsOf = function* (file: AnswerFile, outcome: Outcome): Generator<OutRow> {
  const answers = new Uint32Array(file.task.names.length)
  for (let row = 0; row < file.count; row++) {
    const task = file.task.numbers[row] ?? 0
    answers[task] = (answers[task] ?? 0) + 1
  }
  for (const [n, task] of file.task.names.entries())
    yield { task, answers: answers[n] ?? 0, ...outcome.readingOf(n) }
}
