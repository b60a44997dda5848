import { detectedTable } from './detect-table.ts'
import type { Fault } from './encoding.ts'
import type { ImportFormat } from './format.ts'
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

type Line = { line: number; text: string }
type Fields = Readonly<Record<string, unknown>>

const namingRecordsMax = 100
const recordsShareMin = 0.5
const lineFeed = 0x0a

/** A table of JSON Lines. */
export const jsonLines: ImportFormat = {
  name: 'JSON lines',
  detect: (file) => {
    const text = file.json()
    const table = text && readJsonLines(text)
    return table && detectedTable(table)
  },
}

/**
 * Reads one JSON object in each line of UTF-8; null if the file is something else, or if none of its first
 * lines names a picture. A line that is not an object is reported, and only that line is lost.
 */
export function readJsonLines(bytes: Buffer): Table | Fault | null {
  const { lines, objects, beginsWithOne, names } = lookOver(bytes)
  // One value over many lines may contain a line that is an object by itself.
  const isTable = beginsWithOne || objects >= lines * recordsShareMin
  const columns = columnsOf(names)
  if (!isTable || !columns) return null
  if (lines > tableLimits.rows) return { fault: 'it has more than 1 million rows' }
  const rows = { [Symbol.iterator]: () => readRows(bytes, names, columns) }
  return { rows, hasReadings: hasReadings(columns) }
}

/** Counts the lines; if the first is an object, lines after the naming ones count as objects without parsing. */
function lookOver(bytes: Buffer) {
  const names = new Set<string>()
  let lines = 0
  let objects = 0
  let beginsWithOne = false
  for (const { line, text } of linesOf(bytes)) {
    lines += 1
    if (beginsWithOne && objects >= namingRecordsMax) continue
    const fields = parseObject(text)
    if (!fields) continue
    objects += 1
    beginsWithOne ||= line === 1
    if (objects <= namingRecordsMax) for (const name of Object.keys(fields)) names.add(name)
  }
  return { lines, objects, beginsWithOne, names: [...names] }
}

const readRows = function* (
  bytes: Buffer,
  names: readonly string[],
  columns: Columns,
): Generator<TableRow | UnreadRow> {
  for (const { line, text } of linesOf(bytes)) {
    const fields = parseObject(text)
    if (fields) {
      const cell = (column: keyof Columns) => plainText(fields[names[columns[column]] ?? ''])
      yield* rowsOfRecord({ line, cell }, columns)
    } else yield { line, why: 'it is not a JSON object' }
  }
}

/** The lines that are not empty, one after the other. */
const linesOf = function* (bytes: Buffer): Generator<Line> {
  for (let at = 0, line = 1; at < bytes.length; line++) {
    const next = bytes.indexOf(lineFeed, at)
    const end = next < 0 ? bytes.length : next
    const text = bytes.toString('utf8', at, end)
    if (text.trim() !== '') yield { line, text }
    at = end + 1
  }
}

// Most lines of a value over many lines are not objects, which shows faster without parsing them.
function parseObject(text: string): Fields | null {
  const line = text.length > tableLimits.recordChars ? '' : text.trim()
  if (!line.startsWith('{') || !line.endsWith('}')) return null
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function plainText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
