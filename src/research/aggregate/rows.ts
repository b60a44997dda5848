import { createReadStream } from 'node:fs'
import { openCsvRows } from './csv.ts'
import { openJsonRows } from './json-lines.ts'
import { cellChars, lineFault, type OnRow, type RowOptions } from './row.ts'

const pieceBytes = 1 << 20

/**
 * Reads a table of answers row by row: JSON lines if its name ends in `.jsonl`, otherwise a table with a
 * heading, with commas, semicolons or tabs, in UTF-8. Throws one sentence with the file and the line that it
 * cannot read.
 */
export async function readRows(path: string, options: RowOptions, onRow: OnRow): Promise<void> {
  const onChecked: OnRow = (cells, line) => {
    const why = faultOf(cells, options)
    if (why !== null) throw lineFault(path, line, why)
    onRow(cells, line)
  }
  const openRows = path.toLowerCase().endsWith('.jsonl') ? openJsonRows : openCsvRows
  const reader = openRows({ path, options, onRow: onChecked })
  for await (const bytes of readPieces(path)) reader.push(bytes)
  reader.end()
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

/** Reads a file of UTF-8 in pieces, which may end within a character. */
const readPieces = async function* (path: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: pieceBytes })) {
      decoder.decode(bytes as Buffer, { stream: true })
      yield bytes as Buffer
    }
    decoder.decode()
  } catch (cause) {
    throw new Error(explainUnread(path, cause), { cause })
  }
}

const unreadSentences: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, not a file',
  EACCES: 'cannot be read: permission denied',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not in UTF-8',
}

function explainUnread(path: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return `${path} ${unreadSentences[code] ?? `cannot be read (${String(cause)})`}.`
}
