import { createHmac } from 'node:crypto'
import { csvOf } from '../../corpus/formats/write/csv.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Role } from '../../model/item.ts'
import type { LogLine } from '../../model/reading.ts'
import type { Context, ManagedStore } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'

/** The formats in which the log can be written. */
export const logFormats = ['csv', 'jsonl'] as const

const saltBytes = 32
const keyChars = 16
const limit = 1_000
const dayChars = 'YYYY-MM-DD'.length

const columns = {
  worker: 'string',
  task: 'string',
  label: 'string',
  keyword: 'string',
  role: 'string',
  is_right: 'integer',
  verdict: 'string',
  known_right: 'integer',
  known_asked: 'integer',
  elapsed_ms: 'integer',
  day: 'date',
} as const

/** Which log to write, in which format, and the function that writes all its pieces or none. */
export type LogOrder = {
  corpus: string
  format: (typeof logFormats)[number]
  write: (pieces: AsyncIterable<string>) => Promise<void>
}

/** How many answers were written, by whether their items were known or unknown at the time. */
export type WrittenLog = { corpus: string } & Record<Role, number>

/** Writes the log of answers of a corpus for researchers. The names of workers differ in each file. */
export async function writeLog(
  context: Context,
  { corpus: name, format, write }: LogOrder,
): Promise<WrittenLog | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const counts = { corpus: name, known: 0, unknown: 0 }
  // Drawn for this file and stored nowhere.
  const salt = context.random(saltBytes)
  const workerOf = (networkHash: string): string =>
    createHmac('sha256', salt).update(networkHash).digest('hex').slice(0, keyChars)
  const rows = async function* (): AsyncGenerator<Row> {
    for await (const lines of pagesOf(context.store, corpus)) {
      for (const { role } of lines) counts[role] += 1
      yield* lines.map((line) => rowOf(line, workerOf(line.networkHash))).toSorted(byTaskAndWorker)
    }
  }
  await write(format === 'csv' ? csvOf(columns, rows()) : jsonLinesOf(rows()))
  return counts
}

type Row = Readonly<Record<keyof typeof columns, string | number | null>>

// The order of the store would be the same in every file, so that rows could be matched by their numbers.
function byTaskAndWorker(a: Row, b: Row): number {
  const [one, other] = [`${a.task} ${a.worker}`, `${b.task} ${b.worker}`]
  if (one === other) return 0
  return one < other ? -1 : 1
}

const pagesOf = async function* (
  { readings }: Pick<ManagedStore, 'readings'>,
  { organisation, name }: Corpus,
): AsyncGenerator<readonly LogLine[]> {
  const roles: readonly Role[] = ['unknown', 'known']
  for (const role of roles) {
    let after = { itemId: '', challengeId: '' }
    for (;;) {
      const page = await readings.listLog(organisation, name, { role, after, limit })
      if (page.length === 0) break
      yield page
      after = page.at(-1) ?? after
    }
  }
}

function rowOf(line: LogLine, worker: string): Row {
  return {
    worker,
    // A yes or no answers the question for one class, not the item as a whole.
    task: line.keyword === null ? line.itemId : `${line.itemId} ${line.keyword}`,
    label: line.given,
    keyword: line.keyword,
    role: line.role,
    is_right: line.isRight === null ? null : Number(line.isRight),
    verdict: line.verdict,
    known_right: line.knownRight,
    known_asked: line.knownAsked,
    elapsed_ms: line.elapsedMs,
    day: new Date(line.givenAtMs).toISOString().slice(0, dayChars),
  }
}

const jsonLinesOf = async function* (rows: AsyncIterable<Row>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}
