import { readCsvHead } from '../../../text/csv-head.ts'
import { endsLine, openCsvReader } from '../../../text/read-csv.ts'
import { detectedTable } from './detect-table.ts'
import { decodeWestern, type Fault } from './encoding.ts'
import type { DetectedFile, ImportFormat } from './format.ts'
import { lacksHeading } from './heading.ts'
import { textExtensions, type ImportFile } from './import-file.ts'
import {
  columnsOf,
  hasReadings,
  rowsOfRecord,
  tableLimits,
  type Columns,
  type Table,
  type TableRow,
  type UnreadRow,
} from './table.ts'

type CsvRecord = { line: number; cells: readonly string[] }
type Body = { delimiter: string; from: number; firstLine: number }
type Heading = { columns: Columns; width: number }

/** A table separated by commas, semicolons or tabs. */
export const csv: ImportFormat = {
  name: 'CSV',
  detect: (file) => {
    const text = file.text()
    if (!text || file.json()) return null
    if ('fault' in text) return detectWestern(file)
    const table = readCsv(text)
    if (table) return detectedTable(table)
    return lacksHeading(text) ? { is: 'nothing', code: 'table_without_heading' } : null
  },
}

// Excel writes tables in the legacy encoding of its Windows, and does not declare it.
function detectWestern({ bytes, extension }: ImportFile): DetectedFile | null {
  const decoded = textExtensions.has(extension) ? decodeWestern(bytes) : null
  if (!decoded || 'fault' in decoded) return null
  const text = Buffer.from(decoded.text)
  const table = readCsv(text)
  if (table && !('fault' in table)) return { is: 'table', ...table, isGuessed: true }
  return lacksHeading(text) ? { is: 'nothing', code: 'table_without_heading' } : null
}

const brokenMax = 1_000
const pieceBytes = 1 << 16
const utf8BytesMax = 4
const headBytesMax = utf8BytesMax * tableLimits.recordChars

/**
 * Reads a table with a heading row (comma, semicolon or tab) from UTF-8; null if there is no column of
 * pictures. A record that cannot be read is reported by its line, and only that record is lost.
 */
export function readCsv(bytes: Buffer): Table | Fault | null {
  const heading = readHeading(bytes)
  const columns = heading && columnsOf(heading.names)
  if (!columns) return null
  const { names, body } = heading
  if (hasTooMany(bytes, body)) return { fault: 'it has more than 1 million rows' }
  const rows = (): Iterator<TableRow | UnreadRow> =>
    readRows(readRecords(bytes, body), { columns, width: names.length })
  return { rows: { [Symbol.iterator]: rows }, hasReadings: hasReadings(columns) }
}

/** Reads the heading of a table in UTF-8: its cells, and how to go on; null if nothing separates cells. */
export function readHeading(bytes: Buffer): { names: readonly string[]; body: Body } | null {
  const head = readCsvHead(bytes.toString('utf8', 0, headBytesMax))
  if (!head) return null
  const { sepLine, heading, delimiter } = head
  const [first] = readRecords(Buffer.from(heading), { delimiter, from: 0, firstLine: 1 })
  const names = first && 'cells' in first ? first.cells : []
  const from = Buffer.byteLength(sepLine + heading)
  return { names, body: { delimiter, from, firstLine: sepLine === '' ? 1 : 2 } }
}

const readRows = function* (
  records: Iterable<CsvRecord | UnreadRow>,
  { columns, width }: Heading,
): Generator<TableRow | UnreadRow> {
  for (const record of records) {
    if ('why' in record) {
      yield record
      continue
    }
    const { line, cells } = record
    // A text with an unquoted comma would lose what comes after the comma.
    if (!cells.slice(width).every(isBlank))
      yield { line, why: 'it has more cells than the heading' }
    else if (!cells.every(isBlank))
      yield* rowsOfRecord({ line, cell: (column) => cells[columns[column]] }, columns)
  }
}

function isBlank(cell: string): boolean {
  return cell.trim() === ''
}

// Records are counted only if there are enough line ends for too many.
function hasTooMany(bytes: Buffer, body: Body): boolean {
  if (countLineEnds(bytes) < tableLimits.rows) return false
  let records = 0
  for (const record of readRecords(bytes, body)) {
    if ('cells' in record) records += 1
    if (records > tableLimits.rows) return true
  }
  return false
}

function countLineEnds(bytes: Buffer): number {
  let ends = 0
  for (let at = 0; at < bytes.length; at++) if (endsLine(bytes, at)) ends += 1
  return ends
}

/** Reads the records of a table after its heading, each with the number of its line. */
export function* readRecords(bytes: Buffer, body: Body): Generator<CsvRecord | UnreadRow> {
  const found: (CsvRecord | UnreadRow)[] = []
  const reader = openCsvReader({
    ...body,
    limits: { chars: tableLimits.recordChars, cells: tableLimits.recordChars },
    isStrict: false,
    onRecord: (cells, line) => void found.push({ line, cells }),
    onFault: (_fault, line) => void found.push({ line, why: unreadable }),
  })
  let broken = 0
  for (let at = body.from; at < bytes.length; at += pieceBytes) {
    reader.push(bytes.subarray(at, at + pieceBytes))
    if (at + pieceBytes >= bytes.length) reader.end()
    for (const record of found.splice(0)) {
      if ('why' in record) broken += 1
      if (broken > brokenMax) return yield { line: record.line, why: tooManyBroken }
      yield record
    }
  }
}

const unreadable = 'its quotation marks do not match, or it is longer than 1 million characters'
const tooManyBroken = `${unreadable}; so many lines are like it that the rest is not read`
