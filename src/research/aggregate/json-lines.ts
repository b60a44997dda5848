import { earlierNames, lineFault, rowLimits, type RowReader, type RowReading } from './row.ts'

/**
 * Opens a reader of JSON lines: one object per line, of which the named columns are passed on and the others
 * ignored.
 */
export function openJsonRows({ path, options: { columns }, onRow }: RowReading): RowReader {
  const decoder = new TextDecoder()
  let rest = ''
  let line = 1
  const faultAt = (why: string): Error => lineFault(path, line, why)
  const readLine = (text: string): void => {
    if (text.length > rowLimits.chars) throw faultAt(`is over ${rowLimits.chars} characters long`)
    if (text.trim() === '') return
    const record = parse(text)
    if (record === null) throw faultAt('is not a JSON object')
    const cells = columns.map((column) => {
      const earlier = Object.hasOwn(record, column) ? undefined : earlierNames[column]
      return cellOf(record, earlier ?? column, faultAt)
    })
    onRow(cells, line)
  }
  const read = (text: string): void => {
    let at = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      readLine(text.slice(at, end))
      line += 1
      at = end + 1
    }
    rest = text.slice(at)
    if (rest.length > rowLimits.chars) readLine(rest)
  }
  return {
    push: (bytes) => read(rest + decoder.decode(bytes, { stream: true })),
    end: () => readLine(rest + decoder.decode()),
  }
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
  faultAt: (why: string) => Error,
): string {
  const value = Object.hasOwn(record, member) ? record[member] : ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw faultAt(`has a ${member} that is neither a text nor a number`)
}
