import { csvRow } from '../../../text/write-csv.ts'
import type { ExportFormat } from './format.ts'
import { rowOf, readingColumns, type ReadingRow } from './reading-row.ts'
import {
  countReading,
  dayOf,
  type ExportSession,
  listedOf,
  readItemsOf,
  sourcesOf,
  writeOut,
} from './session.ts'

type Cell = string | number | null
type Row = Readonly<Record<string, Cell>>

const labelColumns = {
  item_id: 'string',
  given: 'string',
  keyword: 'string',
  weight: 'number',
  verdict: 'string',
  date: 'date',
} as const
const labelsPerItemMax = 1_000

/** Tables of readings, and of the labels they were made from, as CSV. */
export const csvExport: ExportFormat = {
  name: 'csv',
  write: (session) => exportCsv(session),
}

/** Writes a table of readings, and a second one of the labels they were made from. */
async function exportCsv(session: ExportSession): Promise<void> {
  await writeOut(
    session,
    factsOf('readings', readingColumns),
    csvOf(readingColumns, rowsOf(session)),
  )
  await writeOut(session, factsOf('labels', labelColumns), csvOf(labelColumns, labelsOf(session)))
}

/** The same tables as JSON Lines. */
export const jsonLinesExport: ExportFormat = {
  name: 'jsonl',
  write: (session) => exportJsonLines(session),
}

/** Writes the same tables as JSON Lines. */
async function exportJsonLines(session: ExportSession): Promise<void> {
  const mediaType = 'application/jsonl'
  await writeOut(session, { path: 'readings.jsonl', mediaType }, jsonLinesOf(rowsOf(session)))
  await writeOut(session, { path: 'labels.jsonl', mediaType }, jsonLinesOf(labelsOf(session)))
}

function factsOf(name: string, columns: Readonly<Record<string, string>>) {
  return {
    path: `${name}.csv`,
    mediaType: 'text/csv',
    schema: { fields: Object.entries(columns).map(([of, type]) => ({ name: of, type })) },
  }
}

const rowsOf = async function* (session: ExportSession): AsyncGenerator<ReadingRow> {
  for await (const source of sourcesOf(session)) {
    for (const read of await listedOf(session, source)) {
      countReading(session, read.reading.state)
      yield rowOf(source, read, session)
    }
  }
}

// Sorted by item, day and text, so that the order does not reveal which labels came from one challenge.
const labelsOf = async function* (session: ExportSession): AsyncGenerator<Row> {
  const { readings } = session.context
  const { organisation } = session.order.corpus
  for await (const source of sourcesOf(session)) {
    for (const { item } of await readItemsOf(session, source)) {
      const labels = await readings.labelsOf(organisation, item.id, labelsPerItemMax)
      const rows = labels.map(({ itemId, given, keyword, weight, verdict, givenAtMs }) => ({
        item_id: itemId,
        given,
        keyword,
        weight,
        verdict,
        date: dayOf(givenAtMs),
      }))
      yield* rows.toSorted((a, b) => (a.date + a.given < b.date + b.given ? -1 : 1))
    }
  }
}

const jsonLinesOf = async function* (rows: AsyncIterable<Row>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}

/** Writes rows as a table; no file if there are no rows. */
export async function writeTableIfAny(
  session: ExportSession,
  { name, columns }: { name: string; columns: Readonly<Record<string, string>> },
  rows: AsyncGenerator<Row>,
): Promise<void> {
  const first = await rows.next()
  if (first.done) return
  const all = async function* (): AsyncGenerator<Row> {
    yield first.value
    yield* rows
  }
  await writeOut(session, factsOf(name, columns), csvOf(columns, all()))
}

/** Rows as CSV with a heading. */
export const csvOf = async function* (
  columns: Readonly<Record<string, string>>,
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  const names = Object.keys(columns)
  yield csvRow(names)
  for await (const row of rows) yield csvRow(names.map((name) => plainCell(row[name] ?? '')))
}

// A spreadsheet runs a text that begins with one of these as a formula.
const formula = /^[=+\-@\t\r]/

function plainCell(value: string | number): string | number {
  return typeof value === 'string' && formula.test(value) ? `'${value}` : value
}
