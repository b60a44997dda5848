import { parse } from 'csv-parse/sync'
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
type Stretch = { delimiter: string; from: number }
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

/** How often reading restarts after a record that cannot be read. */
const restartsMax = 1_000
const recordsPerStretch = 1_000
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
  const { names, stretch } = heading
  if (hasTooMany(bytes, stretch)) return { fault: 'it has more than 1 million rows' }
  const rows = (): Iterator<TableRow | UnreadRow> =>
    readRows(readRecords(bytes, stretch), { columns, width: names.length })
  return { rows: { [Symbol.iterator]: rows }, hasReadings: hasReadings(columns) }
}

/** Reads the heading of a table in UTF-8: its cells, and how to go on; null if nothing parts cells. */
export function readHeading(bytes: Buffer): { names: readonly string[]; stretch: Stretch } | null {
  const head = bytes.toString('utf8', 0, headBytesMax)
  // Excel may name the separator in a line of its own.
  const [before = '', sign = null] = /^sep=([,;\t])(?:\r\n|\n|\r)/i.exec(head) ?? []
  const heading = /^[^\r\n]*/.exec(head.slice(before.length))?.[0] ?? ''
  const delimiter = sign ?? delimiterOf(heading)
  if (!delimiter) return null
  const [first] = readRecords(Buffer.from(heading), { delimiter, from: 0 })
  const names = first && 'cells' in first ? first.cells : []
  return { names, stretch: { delimiter, from: Buffer.byteLength(before + heading) } }
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
function hasTooMany(bytes: Buffer, stretch: Stretch): boolean {
  if (countLineEnds(bytes) < tableLimits.rows) return false
  let records = 0
  for (const record of readRecords(bytes, stretch)) {
    if ('cells' in record) records += 1
    if (records > tableLimits.rows) return true
  }
  return false
}

function countLineEnds(bytes: Buffer): number {
  let ends = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) ends += 1
  }
  return ends
}

function delimiterOf(heading: string): string | null {
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: heading.split(sign).length - 1 }))
  const [best] = counted.toSorted((a, b) => b.count - a.count)
  return best && best.count > 0 ? best.sign : null
}

/**
 * Reads the records of a table from a place on, each with the number of its line. A quotation mark that is
 * never closed swallows what follows, so reading begins again in the next line.
 */
export function* readRecords(
  bytes: Buffer,
  { delimiter, from }: Stretch,
): Generator<CsvRecord | UnreadRow> {
  const lines = openLines(bytes)
  let at = from
  for (let restarts = 0; restarts <= restartsMax;) {
    const { records, broken, end } = readStretch(lines, { delimiter, from: at })
    yield* records
    at = end
    if (broken === null && records.length < recordsPerStretch) return
    if (broken === null) continue
    const line = lines.numberAt(broken)
    yield { line, why: restarts < restartsMax ? notClosed : tooManyBroken }
    at = lines.endAfter(broken)
    restarts += 1
  }
}

const notClosed = 'its quotation marks do not match, or it is longer than 1 million characters'
const tooManyBroken = `${notClosed}; so many lines are like it that the rest is not read`

type ReadStretch = { records: CsvRecord[]; end: number; broken: number | null }

/** Reads records up to one that cannot be read; returns where the last one ends and where that one begins. */
function readStretch(lines: Lines, { delimiter, from }: Stretch): ReadStretch {
  const records: CsvRecord[] = []
  let end = from
  try {
    parse(lines.bytes.subarray(from), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: tableLimits.recordChars,
      to: recordsPerStretch,
      on_record: (cells: string[], { bytes }) => {
        if (cells.some(isSwallowing)) throw new Error(notClosed)
        records.push({ line: lines.numberAt(lines.startAfter(end)), cells })
        end = from + bytes
        return null
      },
    })
    return { records, end, broken: null }
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return { records, end, broken: lines.startAfter(end) }
  }
}

// A cell that still has its quotation mark was closed too late, so it swallowed what follows.
function isSwallowing(cell: string): boolean {
  return cell.startsWith('"') && /[\r\n]/.test(cell)
}

type Lines = {
  bytes: Buffer
  /** Where the first non-empty line from a place on begins. */
  startAfter(place: number): number
  /** Where the line of a place ends. */
  endAfter(place: number): number
  /** The line number of a place; ask for places in ascending order. */
  numberAt(place: number): number
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

function openLines(bytes: Buffer): Lines {
  const mark = bytes.includes(lineFeed) ? lineFeed : carriageReturn
  let number = 1
  let counted = 0
  return {
    bytes,
    startAfter: (place) => {
      let at = place
      while (bytes[at] === lineFeed || bytes[at] === carriageReturn) at += 1
      return at
    },
    endAfter: (place) => {
      const end = bytes.indexOf(mark, place)
      return end < 0 ? bytes.length : end
    },
    numberAt: (place) => {
      for (; counted < place; counted++) if (bytes[counted] === mark) number += 1
      return number
    },
  }
}
