import { createHmac } from 'node:crypto'
import { csvOf } from '../../corpus/formats/write/csv.ts'
import type { Role } from '../../model/item.ts'
import type { LogLine } from '../../model/reading.ts'
import type { Random } from '../../model/stores.ts'
import type { Command, Flags, OpenedStore, Refusal, Result } from '../command.ts'
import { noSuchCorpus } from '../corpus/corpus-line.ts'
import { isRefused } from '../read-flags.ts'
import { withStore } from '../with-store.ts'
import { refuseOut, writeFilePieces } from '../write-file.ts'

const formats = ['csv', 'jsonl'] as const
const saltBytes = 32
const keyChars = 16
const linesPerPage = 1_000
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

/** `incipit labels log`: gives researchers the answers themselves. */
export const labelsLog: Command = {
  usage: 'labels log',
  summary:
    'writes the log of answers into a new file for researchers, as `labels aggregate` reads it',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    out: { type: 'string', isRequired: true, meaning: 'the file to write; it must be new' },
    format: { type: 'string', meaning: `${formats.join(' or ')} [csv]` },
  },
  words: [0, 0],
  run: async ({ openStore, random }, _words, flags) => {
    const options = readOptions(flags)
    if (isRefused(options)) return options
    const refusal = await refuseOut(options.out)
    return refusal ?? withStore({ openStore }, (store) => writeLog(store, random, options))
  },
}

type Options = { name: string; out: string; format: (typeof formats)[number] }

function readOptions(flags: Flags): Options | Refusal {
  const text = (flag: string): string => String(flags[flag] ?? '').trim()
  const wanted = text('format') || 'csv'
  const format = formats.find((one) => one === wanted)
  if (text('corpus') === '') return { refused: 'Name the corpus with --corpus.' }
  if (!format) return { refused: `--format must be one of ${formats.join(', ')}.` }
  if (text('out') === '') return { refused: 'Name a new file with --out.' }
  return { name: text('corpus'), out: text('out'), format }
}

async function writeLog(
  store: OpenedStore,
  random: Random,
  { name, out, format }: Options,
): Promise<Result> {
  if (!(await store.corpora.find(name))) return noSuchCorpus(name)
  const told = { corpus: name, known: 0, unknown: 0, out }
  // Drawn for this file and kept nowhere: a worker of one export is nobody in the next.
  const salt = random(saltBytes)
  const workerOf = (networkHash: string): string =>
    createHmac('sha256', salt).update(networkHash).digest('hex').slice(0, keyChars)
  const rows = async function* (): AsyncGenerator<Row> {
    for await (const lines of pagesOf(store, name)) {
      for (const { role } of lines) told[role] += 1
      yield* lines.map((line) => rowOf(line, workerOf(line.networkHash))).toSorted(byTaskAndWorker)
    }
  }
  await writeFilePieces(out, format === 'csv' ? csvOf(columns, rows()) : jsonLinesOf(rows()))
  const { known, unknown } = told
  return {
    text: `Wrote ${known + unknown} answers of “${name}” into ${out}: ${unknown} on unknown items, ${known} on known ones.`,
    json: told,
  }
}

type Row = Readonly<Record<keyof typeof columns, string | number | null>>

// The order in which challenges are kept would be that of every file: rows could be joined by their numbers.
function byTaskAndWorker(a: Row, b: Row): number {
  const [one, other] = [`${a.task} ${a.worker}`, `${b.task} ${b.worker}`]
  if (one === other) return 0
  return one < other ? -1 : 1
}

const pagesOf = async function* (
  { readings }: Pick<OpenedStore, 'readings'>,
  corpus: string,
): AsyncGenerator<readonly LogLine[]> {
  const roles: readonly Role[] = ['unknown', 'known']
  for (const role of roles) {
    let after = { itemId: '', challengeId: '' }
    for (;;) {
      const page = await readings.listLog(corpus, role, after, linesPerPage)
      if (page.length === 0) break
      yield page
      after = page.at(-1) ?? after
    }
  }
}

function rowOf(line: LogLine, worker: string): Row {
  return {
    worker,
    // A yes or no is an answer to the class that was asked for, not to the item.
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
