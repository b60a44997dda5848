import { CsvError, parse } from 'csv-parse/sync'
import { quoteCell } from './write-csv.ts'

/** How much one record may hold: UTF-16 units, with its marks and separators, and cells. */
export type CsvLimits = { chars: number; cells: number }

/** Why a record cannot be read. */
export type CsvFault = 'quote not closed' | 'text after quote' | 'too long' | 'too many cells'

/** How to read a table, and what takes its records in the order of their lines. */
export type CsvOptions = {
  delimiter: string
  limits: CsvLimits
  /** The line number of the first line; 1 by default. */
  firstLine?: number
  /** Refuses `"a"b`. Otherwise this is a cell with marks in it, unless it goes over several lines. */
  isStrict: boolean
  onRecord(cells: string[], line: number): void
  /** Takes a record that cannot be read. Reading goes on with the next line, unless this throws. */
  onFault(fault: CsvFault, line: number): void
}

/** Reads a table in UTF-8 that comes in pieces, which may end anywhere. */
export type CsvReader = { push(bytes: Buffer): void; end(): void }

/** What is left to read, from `at` on, and the line of that place. */
type Place = { bytes: Buffer; at: number; line: number }

const lineFeed = 0x0a
const carriageReturn = 0x0d
/** The most bytes that one UTF-16 unit takes in UTF-8. */
const unitBytesMax = 3

/**
 * Opens a reader of CSV: cells may be quoted as in RFC 4180, lines end with LF, CRLF or CR, and empty lines are
 * skipped. A table of any length takes the memory of one piece and one record.
 */
export function openCsvReader(options: CsvOptions): CsvReader {
  const place: Place = { bytes: Buffer.alloc(0), at: 0, line: options.firstLine ?? 1 }
  let isSkipping = false
  const read = (isLast: boolean): void => {
    for (;;) {
      if (isSkipping) isSkipping = !skipLine(place)
      const fault = isSkipping ? null : readRecords(place, isLast, options)
      if (!fault) return
      options.onFault(fault, place.line)
      isSkipping = true
    }
  }
  return {
    push: (bytes) => {
      place.bytes = Buffer.concat([place.bytes.subarray(place.at), bytes])
      place.at = 0
      read(false)
    },
    end: () => read(true),
  }
}

/**
 * Reads records up to one that cannot be read or, before the last piece, one that may go on in the next piece.
 * The place is then that of this record.
 */
function readRecords(place: Place, isLast: boolean, options: CsvOptions): CsvFault | null {
  const { bytes, at: from } = place
  const onRecord = (cells: string[], { bytes: sizeBytes }: { bytes: number }): null => {
    const end = from + sizeBytes
    if (!isLast && end === bytes.length) return null
    skipLineEnds(place, isLast)
    const fault = findFault(cells, bytes.subarray(place.at, end), options)
    if (fault) throw new BrokenRecord(fault)
    options.onRecord(cells, place.line)
    moveTo(place, end)
    return null
  }
  const fault = parseRecords(bytes.subarray(from), options, onRecord)
  skipLineEnds(place, isLast)
  if (fault !== null && fault !== 'quote not closed') return fault
  if (isTooLong(bytes.subarray(place.at), options.limits)) return 'too long'
  return isLast ? fault : null
}

type OnParsed = (cells: string[], info: { bytes: number }) => null

function parseRecords(
  bytes: Buffer,
  { delimiter, limits }: CsvOptions,
  onParsed: OnParsed,
): CsvFault | null {
  try {
    parse(bytes, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: limits.chars * unitBytesMax,
      on_record: onParsed,
    })
    return null
  } catch (cause) {
    if (cause instanceof BrokenRecord) return cause.fault
    if (!(cause instanceof CsvError)) throw cause
    if (cause.code === 'CSV_QUOTE_NOT_CLOSED') return 'quote not closed'
    if (cause.code === 'CSV_MAX_RECORD_SIZE') return 'too long'
    throw cause
  }
}

/** Breaks a parse off at a record that cannot be read. */
class BrokenRecord extends Error {
  readonly fault: CsvFault
  constructor(fault: CsvFault) {
    super(fault)
    this.fault = fault
  }
}

function findFault(
  cells: readonly string[],
  bytes: Buffer,
  { limits, isStrict }: CsvOptions,
): CsvFault | null {
  if (isTooLong(bytes, limits)) return 'too long'
  if (cells.length > limits.cells) return 'too many cells'
  const isBroken = cells.some(
    (cell) => cell.startsWith('"') && (isStrict || /[\r\n]/.test(cell)) && !isQuoted(cell, bytes),
  )
  return isBroken ? 'text after quote' : null
}

function isTooLong(bytes: Buffer, { chars }: CsvLimits): boolean {
  return bytes.length > chars && bytes.toString().replace(/\r?[\r\n]$/, '').length > chars
}

// Of a cell that begins with a mark, csv-parse does not say whether it was quoted or has text after a quote.
function isQuoted(cell: string, bytes: Buffer): boolean {
  return bytes.includes(quoteCell(cell))
}

function moveTo(place: Place, end: number): void {
  for (; place.at < end; place.at += 1) if (endsLine(place.bytes, place.at)) place.line += 1
}

// A line feed of the next piece may belong to a carriage return at the end of this one.
function skipLineEnds(place: Place, isLast: boolean): void {
  const { bytes } = place
  const end = isLast || bytes.at(-1) !== carriageReturn ? bytes.length : bytes.length - 1
  let at = place.at
  while (at < end && (bytes[at] === lineFeed || bytes[at] === carriageReturn)) at += 1
  moveTo(place, at)
}

/** Goes to the end of the line, which is left; false if it is not in these bytes. */
function skipLine(place: Place): boolean {
  const { bytes } = place
  while (place.at < bytes.length) {
    if (bytes[place.at] === lineFeed || bytes[place.at] === carriageReturn) return true
    place.at += 1
  }
  return false
}

/** Says whether a line of a text in UTF-8 ends with this byte. */
export function endsLine(bytes: Buffer, at: number): boolean {
  const byte = bytes[at]
  return byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)
}
