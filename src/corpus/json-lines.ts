import type { Fault } from './encoding.ts'
import {
  columnsOf,
  tableLimits,
  tableOf,
  type Table,
  type TableRecord,
  type UnreadRow,
} from './table.ts'

type JsonRecord = { line: number; fields: Readonly<Record<string, unknown>> }

const namingRecordsMax = 100
const recordsShareMin = 0.5

/**
 * Reads one JSON object in each line; null where it is something else, or none of the first names a picture.
 * A line that is no object is told of and loses nothing but itself.
 */
export const readJsonLines = (text: string): Table | Fault | null => {
  const found = readLines(text)
  if (found.lines > tableLimits.rows) return { fault: 'it has more than 1 million rows' }
  const { records, unread } = found
  // One value over many lines may hold a line that is an object by itself.
  const isTable = records[0]?.line === 1 || records.length >= found.lines * recordsShareMin
  const named = records.slice(0, namingRecordsMax).flatMap(({ fields }) => Object.keys(fields))
  const names = [...new Set(named)]
  const columns = columnsOf(names)
  if (!isTable || !columns) return null
  const cellOf = ({ fields }: JsonRecord): TableRecord['cell'] => {
    return (column) => plainText(fields[names[columns[column]] ?? ''])
  }
  return tableOf(
    records.map((record) => ({ line: record.line, cell: cellOf(record) })),
    columns,
    unread,
  )
}

const readLines = (text: string) => {
  const records: JsonRecord[] = []
  const unread: UnreadRow[] = []
  for (const [place, body] of text.split(/\r?\n/).entries()) {
    if (body.trim() === '') continue
    const line = place + 1
    const fields = parseObject(body)
    if (fields) records.push({ line, fields })
    else unread.push({ line, why: 'it is not a JSON object' })
  }
  return { records, unread, lines: records.length + unread.length }
}

const parseObject = (line: string): Record<string, unknown> | null => {
  if (line.length > tableLimits.recordChars) return null
  try {
    const value: unknown = JSON.parse(line)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { ...value } : null
  } catch {
    return null
  }
}

const plainText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
