import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { cleanText } from '../../../text/clean-text.ts'
import { quoteCell } from '../../../text/write-csv.ts'
import { readCsv } from './csv.ts'
import { readJsonLines } from './json-lines.ts'
import type { Table, TableRow, UnreadRow } from './table.ts'

type Parted = { rows: TableRow[]; unread: UnreadRow[] }

function readingsOf(table: ReturnType<typeof readCsv>): Parted {
  assert.ok(table && !('fault' in table))
  return partRows(table)
}

function partRows({ rows }: Table): Parted {
  return {
    rows: [...rows].filter((row) => 'pictureName' in row),
    unread: [...rows].filter((row) => 'why' in row),
  }
}

function csv(text: string) {
  return readCsv(Buffer.from(text))
}
function jsonLines(text: string) {
  return readJsonLines(Buffer.from(text))
}

const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 12 })
const endOfLine = fc.constantFrom('\n', '\r\n')
const separator = fc.constantFrom(',', ';', '\t')

describe('a CSV table', () => {
  test('gives every text that was written into it', () => {
    fc.assert(
      fc.property(texts, endOfLine, separator, (written, end, sign) => {
        const rows = written.map((text, n) => `${n}.png${sign}${quoteCell(text)}${end}`)
        const { rows: read, unread } = readingsOf(csv(`image${sign}text${end}${rows.join('')}`))
        assert.deepEqual(
          read.map(({ text }) => text),
          written.map((text) => cleanText(text)),
        )
        assert.deepEqual(unread, [])
      }),
    )
  })

  test('loses a line with an open quotation mark and no other, wherever it stands', () => {
    const broken = fc.constantFrom('x.png,"open', '"x.png,open', '"x.png","open')
    fc.assert(
      fc.property(fc.nat({ max: 9 }), endOfLine, broken, (place, end, line) => {
        const rows = Array.from({ length: 9 }, (_, n) => `${n}.png,"word, ${n}"`)
        const all = ['image,text', ...rows.toSpliced(place, 0, line)].join(end)
        const { rows: read, unread } = readingsOf(csv(all))
        assert.equal(read.length, rows.length)
        assert.deepEqual(
          unread.map((row) => row.line),
          [place + 2],
        )
      }),
    )
  })

  // Its line was lost, since it was taken for a quotation mark that is never closed.
  test('gives a quoted text of two lines that begins with a quotation mark', () => {
    const { rows, unread } = readingsOf(csv('image,text\na.png,"""Yes"",\nhe said"\nb.png,c'))
    const written = ['"Yes",\nhe said', 'c'].map((text) => cleanText(text))
    assert.deepEqual([rows.map(({ text }) => text), unread], [written, []])
  })

  test('is given up where a thousand lines are broken', () => {
    const lines = Array.from({ length: 2_000 }, (_, n) => `${n}.png,"open\n`)
    const { rows, unread } = readingsOf(csv(`image,text\n${lines.join('')}`))
    assert.deepEqual([rows.length, unread.length, unread.at(-1)?.line], [0, 1_001, 1_002])
    assert.match(unread.at(-1)?.why ?? '', /the rest is not read/)
  })

  test('goes on where a piece of the table ends, and reports each line by its number', () => {
    const cells = Array.from({ length: 3_500 }, (_, n) => (n % 700 === 0 ? '"open' : '"a\nb"'))
    const { rows, unread } = readingsOf(
      csv(`image,text\n${cells.map((cell) => `x.png,${cell}\n`).join('')}`),
    )
    const lines = cells.flatMap((cell, n) =>
      cell === '"open' ? [2 + n * 2 - Math.ceil(n / 700)] : [],
    )
    assert.deepEqual([rows.length, unread.map(({ line }) => line)], [3_495, lines])
  })

  test('never throws, whatever it holds', () => {
    fc.assert(fc.property(fc.string(), (text) => void readingsOf(csv(`image,text\n${text}`))))
  })
})

describe('a table of JSON lines', () => {
  test('loses the lines that are no objects and no other', () => {
    const line = fc.oneof(
      fc.string().map((text) => ({ text, isObject: true })),
      fc.constantFrom('[1]', '7', 'null', '{"image":').map((text) => ({ text, isObject: false })),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const all = [{ text: 'first', isObject: true }, ...lines]
        const written = all.map(({ text, isObject }) =>
          isObject ? JSON.stringify({ image: 'a.png', text }) : text,
        )
        const { rows, unread } = readingsOf(jsonLines(written.join('\n')))
        const count = all.filter(({ isObject }) => isObject).length
        assert.deepEqual([rows.length, unread.length], [count, all.length - count])
      }),
    )
  })

  test('is no value written over many lines', () => {
    const value = { images: [{ file_name: 'a.png' }, { file_name: 'b.png' }] }
    assert.equal(jsonLines(JSON.stringify(value, null, 1)), null)
    const oneEach = `[\n${value.images.map((one) => JSON.stringify(one)).join(',\n')}\n]`
    assert.equal(jsonLines(oneEach), null)
  })
})
