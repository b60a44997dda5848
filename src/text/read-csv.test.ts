import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openCsvReader, type CsvOptions } from './read-csv.ts'
import { quoteCell } from './write-csv.ts'

type Read = { rows: string[][]; lines: number[]; faults: string[] }

const limits = { chars: 1_000, cells: 100 }

/** Reads a table that comes in pieces; what cannot be read is listed by line. */
function readCsv(pieces: readonly (string | Buffer)[], options: Partial<CsvOptions> = {}): Read {
  const read: Read = { rows: [], lines: [], faults: [] }
  const reader = openCsvReader({
    delimiter: ',',
    limits,
    isStrict: true,
    onRecord: (cells, line) => {
      read.rows.push(cells)
      read.lines.push(line)
    },
    onFault: (fault, line) => void read.faults.push(`${line} ${fault}`),
    ...options,
  })
  for (const piece of pieces) reader.push(Buffer.from(piece))
  reader.end()
  return read
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

function cut(text: string, places: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text)
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length]
  const pieces: Buffer[] = []
  let from = 0
  for (const end of ends.toSorted((a, b) => a - b)) {
    pieces.push(bytes.subarray(from, end))
    from = end
  }
  return pieces
}

const lineEnds = fc.constantFrom('\n', '\r\n', '\r')
const cuts = fc.array(fc.nat(200), { maxLength: 4 })

describe('a table in pieces', () => {
  test('is read as it was written, wherever it is cut', () => {
    const table = fc.record({
      rows: fc.array(cells, { maxLength: 5 }),
      lineEnd: lineEnds,
      hasLastEnd: fc.boolean(),
      quotesAll: fc.boolean(),
      isStrict: fc.boolean(),
      delimiter: fc.constantFrom(',', '\t'),
      places: cuts,
    })
    fc.assert(
      fc.property(table, ({ rows, lineEnd, hasLastEnd, quotesAll, places, ...options }) => {
        const write = (cell: string): string =>
          quotesAll || !mayStandPlain(cell) ? quoteCell(cell) : cell
        const text = rows.map((row) => row.map(write).join(options.delimiter)).join(lineEnd)
        const whole = hasLastEnd && rows.length > 0 ? text + lineEnd : text
        const read = readCsv(cut(whole, places), options)
        assert.deepEqual([read.rows, read.faults], [rows, []])
      }),
    )
  })

  test('reports the line of each record, after cells of many lines and empty lines', () => {
    const { rows, lines } = readCsv(['a,b\r\n\r\n"1\n2",', '"3\n\n4"\nc,d'])
    assert.deepEqual(rows, [
      ['a', 'b'],
      ['1\n2', '3\n\n4'],
      ['c', 'd'],
    ])
    assert.deepEqual(lines, [1, 3, 7])
  })

  test('reports the same lines wherever it is cut, and whatever ends them', () => {
    const broken = ['"open', '"a"b', 'x'.repeat(1_001), ','.repeat(100), '"a\nb"']
    const lines = fc.array(fc.constantFrom('', 'a,b', ...broken), { maxLength: 6 })
    fc.assert(
      fc.property(lines, lineEnds, cuts, (written, lineEnd, places) => {
        const text = written.join(lineEnd)
        assert.deepEqual(readCsv(cut(text, places)), readCsv([text]))
      }),
    )
  })

  test('takes marks within a plain cell, and the carriage return of a last line', () => {
    assert.deepEqual(readCsv(['5" nail,a\r\nb,c\r']).rows, [
      ['5" nail', 'a'],
      ['b', 'c'],
    ])
  })

  test('reports a record that cannot be read by its line, and goes on with the next', () => {
    const cases: [text: string, fault: string][] = [
      ['c,"d\ne,f', '2 quote not closed'],
      ['"b"c\n', '2 text after quote'],
      ['"b\nb"c\n', '2 text after quote'],
      [`${'b'.repeat(limits.chars + 1)}\n`, '2 too long'],
      [`"${'b'.repeat(limits.chars + 1)}`, '2 too long'],
      [`${'b,'.repeat(limits.chars)}\n`, '2 too long'],
      [','.repeat(limits.cells), '2 too many cells'],
    ]
    for (const [text, fault] of cases) {
      const { rows, faults } = readCsv([`a\n${text}\nlast`])
      assert.deepEqual([faults, rows.at(-1)], [[fault], ['last']], text)
    }
    const fits = ['é'.repeat(limits.chars), ','.repeat(limits.cells - 1)]
    for (const text of fits) assert.deepEqual(readCsv([`${text}\r\n`]).faults, [], text)
  })

  test('keeps marks around a part of a cell, unless reading is strict', () => {
    const marked = ['"a"b', '""a', '"a" "b"']
    const read = readCsv([marked.join('\n')], { isStrict: false })
    assert.deepEqual([read.rows.flat(), read.faults], [marked, []])
    assert.equal(readCsv([marked.join('\n')]).faults.length, marked.length)
  })

  // A quoted text that began with a mark and went over several lines was taken for a mark that is not closed.
  test('may hold a quoted text of several lines that begins with a mark', () => {
    const text = '"Yes",\nhe said'
    for (const isStrict of [true, false])
      assert.deepEqual(readCsv([`1,${quoteCell(text)}\n2,b`], { isStrict }), {
        rows: [
          ['1', text],
          ['2', 'b'],
        ],
        lines: [1, 3],
        faults: [],
      })
  })

  test('may have a record that arrives in many pieces, and drops one that grows too long', () => {
    const endless = Array.from({ length: 100 }, () => '"b,'.repeat(limits.chars))
    const { rows, faults } = readCsv(['a\n"b', '\n'.repeat(500), '"\n', ...endless, '\nc'])
    assert.deepEqual([rows[1]?.[0]?.length, rows.at(-1), faults], [501, ['c'], ['503 too long']])
  })
})
