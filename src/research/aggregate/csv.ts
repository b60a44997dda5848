import { readCsvHead } from '../../text/csv-head.ts'
import { openCsvReader, type CsvFault, type CsvReader } from '../../text/read-csv.ts'
import {
  earlierNames,
  lineFault,
  rowLimits,
  type OnRow,
  type RowOptions,
  type RowReader,
  type RowReading,
} from './row.ts'

const byteOrderMark = Buffer.from('\ufeff')

/** Opens a table whose heading shows which character separates its cells and which column is which. */
export function openCsvRows(reading: RowReading): RowReader {
  let reader: CsvReader | null = null
  let head: Buffer = Buffer.alloc(0)
  const begin = (): CsvReader => {
    const marked = head.indexOf(byteOrderMark) === 0
    const table = marked ? head.subarray(byteOrderMark.length) : head
    const { sepLine = '', delimiter = ',' } = readCsvHead(table.toString()) ?? {}
    const begun = openTable(reading, { delimiter, firstLine: sepLine === '' ? 1 : 2 })
    begun.push(table.subarray(sepLine.length))
    return begun
  }
  return {
    push: (bytes) => {
      if (reader) return reader.push(bytes)
      head = Buffer.concat([head, bytes])
      if (head.length >= rowLimits.chars) reader = begin()
    },
    end: () => {
      if (!reader && head.length === 0) throw new Error(`${reading.path} is empty.`)
      reader ??= begin()
      reader.end()
    },
  }
}

const faultTexts: Readonly<Record<CsvFault, string>> = {
  'quote not closed': 'has a quotation mark that is never closed',
  'text after quote': 'has a text behind a closing quotation mark',
  'too long': `is over ${rowLimits.chars} characters long, or a mark is not closed`,
  'too many cells': `has over ${rowLimits.cells} cells`,
}

function openTable(
  { path, options, onRow }: RowReading,
  table: { delimiter: string; firstLine: number },
): CsvReader {
  return openCsvReader({
    ...table,
    limits: rowLimits,
    isStrict: true,
    onRecord: takeRecords({ path, options, onRow }),
    onFault: (fault, line) => {
      throw lineFault(path, line, faultTexts[fault])
    },
  })
}

/** Takes records: the first is the heading, and the wanted cells of the others are passed on. */
function takeRecords({ path, options, onRow }: RowReading): OnRow {
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
      throw lineFault(path, line, `has ${cells.length} cells, but the heading has ${width}`)
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
  return columns.map((known) => {
    const column = names.includes(known) ? known : (earlierNames[known] ?? known)
    const place = names.indexOf(column)
    const needs = `its heading must have ${needed.join(', ')}`
    if (place < 0 && optional.has(known)) return -1
    if (place < 0) throw new Error(`${path} has no column “${column}”; ${needs}.`)
    if (names.includes(column, place + 1))
      throw new Error(`${path} has two columns “${column}”; ${needs}, each once.`)
    return place
  })
}
