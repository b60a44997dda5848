import { parse } from 'csv-parse/sync'
import type { Fault } from './encoding.ts'
import {
  columnsOf,
  tableLimits,
  tableOf,
  type Columns,
  type Table,
  type TableRecord,
  type UnreadRow,
} from './table.ts'

type CsvRecord = { line: number; cells: readonly string[] }
type CsvRecords = { records: CsvRecord[]; unread: UnreadRow[] }

/** How often reading begins again behind a record that cannot be read. */
const restartsMax = 1_000

/**
 * Reads a table with a heading row (comma, semicolon or tab); null where there is no column of pictures.
 * A record that cannot be read is told of by its line and loses nothing but itself.
 */
export const readCsv = (text: string): Table | Fault | null => {
  // Excel may say in a line of its own by what the cells are parted.
  const [before = '', sign = null] = /^sep=([,;\t])(?:\r\n|\n|\r)/i.exec(text) ?? []
  const heading = /^[^\r\n]*/.exec(text.slice(before.length))?.[0] ?? ''
  const delimiter = sign ?? delimiterOf(heading)
  if (!delimiter) return null
  const names = readRecords(heading, { delimiter, from: 0 }).records[0]?.cells ?? []
  const columns = columnsOf(names)
  if (!columns) return null
  const from = Buffer.byteLength(before + heading)
  const { records, unread } = readRecords(text, { delimiter, from })
  if (records.length > tableLimits.rows) return { fault: 'it has more than 1 million rows' }
  const isWhole = ({ cells }: CsvRecord): boolean => cells.slice(names.length).every(isBlank)
  // A text with an unquoted comma in it would lose what stands behind the comma.
  const broken = records
    .filter((record) => !isWhole(record))
    .map(({ line }) => ({ line, why: 'it has more cells than the heading' }))
  const whole = records.filter((record) => isWhole(record) && !record.cells.every(isBlank))
  return tableOf(
    whole.map((record) => toTableRecord(record, columns)),
    columns,
    [...unread, ...broken],
  )
}

const isBlank = (cell: string): boolean => cell.trim() === ''

const toTableRecord = ({ line, cells }: CsvRecord, columns: Columns): TableRecord => ({
  line,
  cell: (column) => cells[columns[column]],
})

const delimiterOf = (heading: string): string | null => {
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: heading.split(sign).length - 1 }))
  const [best] = counted.toSorted((a, b) => b.count - a.count)
  return best && best.count > 0 ? best.sign : null
}

type Stretch = { delimiter: string; from: number }

// A quotation mark that is never closed swallows what follows, so reading begins again in the next line.
const readRecords = (text: string, { delimiter, from }: Stretch): CsvRecords => {
  const found: CsvRecords = { records: [], unread: [] }
  const lines = openLines(Buffer.from(text))
  let at = from
  for (let restarts = 0; restarts <= restartsMax; restarts++) {
    const broken = readStretch(lines, { delimiter, from: at }, found)
    if (broken === null) return found
    const line = lines.numberAt(broken)
    found.unread.push({ line, why: restarts < restartsMax ? notClosed : tooManyBroken })
    at = lines.endAfter(broken)
  }
  return found
}

const notClosed = 'its quotation marks do not match, or it is longer than 1 million characters'
const tooManyBroken = `${notClosed}; so many lines are like it that the rest is not read`

/** Adds the records of a stretch, and gives where the first begins that cannot be read; null at the end. */
const readStretch = (
  lines: Lines,
  { delimiter, from }: Stretch,
  { records }: CsvRecords,
): number | null => {
  let end = from
  try {
    parse(lines.bytes.subarray(from), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: tableLimits.recordChars,
      to: tableLimits.rows + 1,
      on_record: (cells: string[], { bytes }) => {
        if (cells.some(isSwallowing)) throw new Error(notClosed)
        records.push({ line: lines.numberAt(lines.startAfter(end)), cells })
        end = from + bytes
        return null
      },
    })
    return null
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return lines.startAfter(end)
  }
}

// A cell that still has its quotation mark was not closed where it should be: what follows ran into it.
const isSwallowing = (cell: string): boolean => cell.startsWith('"') && /[\r\n]/.test(cell)

type Lines = {
  bytes: Buffer
  /** Where the first line that is not empty begins, from a place on. */
  startAfter(place: number): number
  /** Where the line of a place ends. */
  endAfter(place: number): number
  /** The number of the line of a place; places are asked for in ascending order. */
  numberAt(place: number): number
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

const openLines = (bytes: Buffer): Lines => {
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
