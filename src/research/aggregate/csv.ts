/** Takes the cells of a line, which are valid until the next call. */
export type OnRecord = (cells: readonly string[], line: number) => void

/** The error for a line: `why` is the rest of a sentence that begins with the line. */
export type FaultAt = (line: number, why: string) => Error

/** Reads a text that comes in pieces; both functions throw if it cannot be read. */
export type PieceReader = { push(piece: string): void; end(): void }

/** What one line of a table of answers may hold. */
export const lineLimits = { chars: 100_000, cells: 100 } as const

const quote = 34
const lineFeed = 10
const carriageReturn = 13

/**
 * Opens a reader of RFC 4180 with commas, semicolons or tabs: cells may be quoted, lines end with LF or CRLF,
 * and empty lines are skipped. Nothing is kept: a file of any length takes the memory of one piece.
 */
export function openCsv(delimiter: string, onRecord: OnRecord, faultAt: FaultAt): PieceReader {
  const separator = delimiter.charCodeAt(0)
  const cells: string[] = []
  let rest = ''
  let line = 1

  /** Reads the record that begins at a place and returns where it ends; -1 if the text ends too early. */
  const readRecord = (text: string, from: number, isLast: boolean): number => {
    cells.length = 0
    for (let at = from; ;) {
      const isQuoted = text.charCodeAt(at) === quote
      const end = isQuoted ? endOfQuoted(text, at) : endOfPlain(text, at, separator)
      if (!isLast && isCut(text, end)) return -1
      if (end < 0) throw faultAt(line, 'has a quotation mark that is never closed')
      cells.push(isQuoted ? unquote(text, at, end) : text.slice(at, end))
      if (cells.length > lineLimits.cells) throw faultAt(line, `has over ${lineLimits.cells} cells`)
      if (end >= text.length || endsLine(text, end)) return end
      if (text.charCodeAt(end) !== separator)
        throw faultAt(line, 'has a text behind a closing quotation mark')
      at = end + 1
    }
  }

  const read = (text: string, isLast: boolean): void => {
    let at = 0
    while (at < text.length) {
      const end = readRecord(text, at, isLast)
      if ((end < 0 ? text.length : end) - at > lineLimits.chars)
        throw faultAt(line, `is over ${lineLimits.chars} characters long, or a mark is not closed`)
      if (end < 0) break
      if (end > at) onRecord(cells, line)
      line += 1 + countLineFeeds(cells)
      at = text.charCodeAt(end) === carriageReturn ? end + 2 : end + 1
    }
    rest = text.slice(at)
  }

  return {
    push: (piece) => read(rest + piece, false),
    end: () => read(rest.replace(/\r$/, ''), true),
  }
}

/** The place after a cell without quotation marks. */
function endOfPlain(text: string, from: number, separator: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === separator || sign === lineFeed) return at
    if (sign === carriageReturn && endsLine(text, at)) return at
  }
  return text.length
}

/** The place after a quoted cell's last mark; -1 if there is none. */
function endOfQuoted(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2))
    if (text.charCodeAt(at + 1) !== quote) return at + 1
  return -1
}

function endsLine(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === lineFeed ||
    (text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed)
  )
}

// After a quotation mark or a carriage return at the very end, the next piece may change its meaning.
function isCut(text: string, end: number): boolean {
  return (
    end < 0 ||
    end >= text.length ||
    (end === text.length - 1 && text.charCodeAt(end) === carriageReturn)
  )
}

function unquote(text: string, from: number, end: number): string {
  return text.slice(from + 1, end - 1).replaceAll('""', '"')
}

function countLineFeeds(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells)
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1
  return count
}
