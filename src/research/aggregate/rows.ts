import { createReadStream } from 'node:fs'
import { lineLimits, openCsv, type FaultAt, type OnRecord, type PieceReader } from './csv.ts'
import { openJsonLines } from './json-lines.ts'

/** The maximum length of a column's cells, in UTF-16 units. */
const cellChars = {
  worker: 1_000,
  task: 1_000,
  label: 2_000,
  cluster: 1_000,
  challenge: 1_000,
} as const
const pieceBytes = 1 << 20

/** A column that a table of answers or of right answers has. */
export type RowColumn = keyof typeof cellChars

/** How to read rows: their columns, in the order in which they are passed on. */
export type RowOptions = {
  columns: readonly RowColumn[]
  /** The columns that may be absent; their cells are then empty. */
  optional?: ReadonlySet<RowColumn>
  /** Whether a label may be empty, as the reading of an empty picture is. */
  takesEmptyLabels: boolean
}

/**
 * Reads a table of answers row by row: JSON lines if its name ends in `.jsonl`, otherwise a table with a
 * heading, with commas, semicolons or tabs, in UTF-8. Throws one sentence with the file and the line that it
 * cannot read.
 */
export async function readRows(path: string, options: RowOptions, onRow: OnRecord): Promise<void> {
  const faultAt: FaultAt = (line, why) => lineFault(path, line, why)
  const onChecked: OnRecord = (cells, line) => {
    const why = faultOf(cells, options)
    if (why !== null) throw faultAt(line, why)
    onRow(cells, line)
  }
  const isJsonLines = path.toLowerCase().endsWith('.jsonl')
  const reader = isJsonLines
    ? openJsonLines(options.columns, onChecked, faultAt)
    : openTable(path, { options, onRow: onChecked, faultAt })
  for await (const piece of readPieces(path)) reader.push(piece)
  reader.end()
}

/** The error for a line of a file: `why` continues after the line. */
export function lineFault(path: string, line: number, why: string): Error {
  return new Error(`Line ${line} of ${path} ${why}.`)
}

function faultOf(
  cells: readonly string[],
  { columns, optional, takesEmptyLabels }: RowOptions,
): string | null {
  for (let place = 0; place < columns.length; place++) {
    const column = columns[place] ?? 'label'
    const { length } = cells[place] ?? ''
    const mayBeEmpty = optional?.has(column) || (column === 'label' && takesEmptyLabels)
    if (length === 0 && !mayBeEmpty) return `has no ${column}`
    if (length > cellChars[column]) return `has a ${column} of over ${cellChars[column]} characters`
  }
  return null
}

const readPieces = async function* (path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: pieceBytes }))
      yield decoder.decode(bytes as Buffer, { stream: true })
    yield decoder.decode()
  } catch (cause) {
    throw new Error(explainUnread(path, cause), { cause })
  }
}

const unreadSentences: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a folder, not a file',
  EACCES: 'is not ours to read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not in UTF-8',
}

function explainUnread(path: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return `${path} ${unreadSentences[code] ?? `cannot be read (${String(cause)})`}.`
}

type TableOptions = { options: RowOptions; onRow: OnRecord; faultAt: FaultAt }

/** Opens a table whose heading shows which character separates its cells and which column is which. */
function openTable(path: string, { options, onRow, faultAt }: TableOptions): PieceReader {
  let reader: PieceReader | null = null
  let head = ''
  const begin = (): PieceReader => {
    const heading = /^[^\n]*/.exec(head)?.[0] ?? ''
    return openCsv(delimiterOf(heading), openRows(path, { options, onRow, faultAt }), faultAt)
  }
  return {
    push: (piece) => {
      if (reader) return reader.push(piece)
      head += piece
      if (!head.includes('\n') && head.length < lineLimits.chars) return
      reader = begin()
      reader.push(head)
    },
    end: () => {
      if (head === '') throw new Error(`${path} is empty.`)
      if (reader) return reader.end()
      reader = begin()
      reader.push(head)
      reader.end()
    },
  }
}

function delimiterOf(heading: string): string {
  const counted = [',', '\t', ';'].map((sign) => ({ sign, count: heading.split(sign).length }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).sign
}

/** Takes records: the first is the heading, and the wanted cells of the others are passed on. */
function openRows(path: string, { options, onRow, faultAt }: TableOptions): OnRecord {
  let places: number[] | null = null
  let width = 0
  const wanted: string[] = []
  return (cells, line) => {
    if (!places) {
      places = placesOf(cells, options, path)
      width = cells.length
      return
    }
    if (cells.length !== width)
      throw faultAt(line, `has ${cells.length} cells, but the heading has ${width}`)
    for (let at = 0; at < places.length; at++) wanted[at] = cells[places[at] ?? -1] ?? ''
    onRow(wanted, line)
  }
}

function placesOf(
  heading: readonly string[],
  { columns, optional = new Set() }: RowOptions,
  path: string,
): number[] {
  const names = heading.map((name) => name.trim().toLowerCase())
  const needed = columns.filter((column) => !optional.has(column))
  return columns.map((column) => {
    const place = names.indexOf(column)
    const needs = `its heading must have ${needed.join(', ')}`
    if (place < 0 && optional.has(column)) return -1
    if (place < 0) throw new Error(`${path} has no column “${column}”; ${needs}.`)
    if (names.includes(column, place + 1))
      throw new Error(`${path} has two columns “${column}”; ${needs}, each once.`)
    return place
  })
}
