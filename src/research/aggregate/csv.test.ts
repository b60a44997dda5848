import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { lineLimits, openCsv } from './csv.ts'
import { openJsonLines } from './json-lines.ts'

type Read = { rows: string[][]; lines: number[] }

function faultAt(line: number, why: string): Error {
  return new Error(`${line} ${why}`)
}

function readCsv(pieces: readonly string[], delimiter = ','): Read {
  const read: Read = { rows: [], lines: [] }
  const reader = openCsv(
    delimiter,
    (cells, line) => {
      read.rows.push([...cells])
      read.lines.push(line)
    },
    faultAt,
  )
  for (const piece of pieces) reader.push(piece)
  reader.end()
  return read
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
const signs = fc.constantFrom('a', 'é', '𝔞', '"', ',', '\t', '\n', '\r', '\r\n', ' ', "'")
const cells = fc.array(
  fc.array(signs, { maxLength: 4 }).map((all) => all.join('')),
  {
    minLength: 1,
    maxLength: 4,
  },
)
function mayStandPlain(cell: string): boolean {
  return cell !== '' && !/[",\t\r\n]/.test(cell)
}

function cut(text: string, places: readonly number[]): string[] {
  const ends = [...places.map((place) => place % (text.length + 1)), text.length]
  const pieces: string[] = []
  let from = 0
  for (const end of ends.toSorted((a, b) => a - b)) {
    pieces.push(text.slice(from, end))
    from = end
  }
  return pieces
}

describe('a table in pieces', () => {
  test('is read as it was written, wherever it is cut', () => {
    const table = fc.record({
      rows: fc.array(cells, { maxLength: 5 }),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      hasLastEnd: fc.boolean(),
      quotesAll: fc.boolean(),
      delimiter: fc.constantFrom(',', '\t'),
      places: fc.array(fc.nat(200), { maxLength: 4 }),
    })
    fc.assert(
      fc.property(table, ({ rows, lineEnd, hasLastEnd, quotesAll, delimiter, places }) => {
        const write = (cell: string): string =>
          quotesAll || !mayStandPlain(cell) ? quoted(cell) : cell
        const text = rows.map((row) => row.map(write).join(delimiter)).join(lineEnd)
        const whole = hasLastEnd && rows.length > 0 ? text + lineEnd : text
        assert.deepEqual(readCsv(cut(whole, places), delimiter).rows, rows)
      }),
    )
  })

  test('tells the line of each record, behind cells of many lines and empty lines', () => {
    const { rows, lines } = readCsv(['a,b\r\n\r\n"1\n2",', '"3\n\n4"\nc,d'])
    assert.deepEqual(rows, [
      ['a', 'b'],
      ['1\n2', '3\n\n4'],
      ['c', 'd'],
    ])
    assert.deepEqual(lines, [1, 3, 7])
  })

  test('takes marks within a plain cell, and the carriage return of a last line', () => {
    assert.deepEqual(readCsv(['5" nail,a\r\nb,c\r']).rows, [
      ['5" nail', 'a'],
      ['b', 'c'],
    ])
  })

  test('is refused with the line where it cannot be read', () => {
    const cases: [text: string, fault: RegExp][] = [
      ['a,b\nc,"d\ne,f', /^2 has a quotation mark that is never closed/],
      ['a\n"b"c\n', /^2 has a text behind a closing quotation mark/],
      [`a\n${'b'.repeat(lineLimits.chars + 1)}\n`, /^2 is over 100000 characters/],
      [`a\n"${'b'.repeat(lineLimits.chars + 1)}`, /^2 is over 100000 characters/],
      [`a\n${','.repeat(lineLimits.cells)}`, /^2 has over 100 cells/],
    ]
    for (const [text, message] of cases) assert.throws(() => readCsv([text]), { message })
  })
})

describe('JSON lines', () => {
  const readJson = (...pieces: string[]): string[][] => {
    const rows: string[][] = []
    const reader = openJsonLines(['task', 'label'], (row) => rows.push([...row]), faultAt)
    for (const piece of pieces) reader.push(piece)
    reader.end()
    return rows
  }
  test('give the members that are asked for, as texts', () => {
    const rows = readJson('{"label":1,"task":"t', '"}\r\n\n{"task":2,"other":[],"label":"\\n"}')
    assert.deepEqual(rows, [
      ['t', '1'],
      ['2', '\n'],
    ])
    assert.deepEqual(readJson('{"task":"t"}'), [['t', '']])
  })
  test('are refused with the line where they cannot be read', () => {
    const cases: [text: string, fault: RegExp][] = [
      ['{}\n{"task"', /^2 is not a JSON object/],
      ['[]', /^1 is not a JSON object/],
      ['{"task":{}}', /^1 has a task that is neither a text nor a number/],
      [`"${'b'.repeat(lineLimits.chars)}`, /^1 is over 100000 characters/],
    ]
    for (const [text, message] of cases) assert.throws(() => readJson(text), { message })
  })
})
