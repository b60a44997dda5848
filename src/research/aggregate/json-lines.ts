import { lineLimits, type FaultAt, type OnRecord, type PieceReader } from './csv.ts'

/**
 * Opens a reader of JSON lines: one object per line, of which the named members are passed on and the others
 * ignored.
 */
export function openJsonLines(
  members: readonly string[],
  onRecord: OnRecord,
  faultAt: FaultAt,
): PieceReader {
  let rest = ''
  let line = 1
  const readLine = (text: string): void => {
    if (text.length > lineLimits.chars)
      throw faultAt(line, `is over ${lineLimits.chars} characters long`)
    if (text.trim() === '') return
    const record = parse(text)
    if (record === null) throw faultAt(line, 'is not a JSON object')
    onRecord(
      members.map((member) => cellOf(record, member, (why) => faultAt(line, why))),
      line,
    )
  }
  const read = (text: string): void => {
    let at = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      readLine(text.slice(at, end))
      line += 1
      at = end + 1
    }
    rest = text.slice(at)
    if (rest.length > lineLimits.chars) readLine(rest)
  }
  return { push: (piece) => read(rest + piece), end: () => readLine(rest) }
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function cellOf(
  record: Readonly<Record<string, unknown>>,
  member: string,
  fault: (why: string) => Error,
): string {
  const value = Object.hasOwn(record, member) ? record[member] : ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw fault(`has a ${member} that is neither a text nor a number`)
}
