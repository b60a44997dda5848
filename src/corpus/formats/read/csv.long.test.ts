import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readCsv } from './csv.ts'
import { readJsonLines } from './json-lines.ts'

describe('a CSV table', () => {
  test('may have a million rows, over as many lines as it likes, and not one more', () => {
    const rowsOf = (cell: string, count: number) =>
      readCsv(Buffer.from(`image,text\n${`a,${cell}\n`.repeat(count)}`))
    assert.deepEqual(rowsOf('b', 1_000_001), { fault: 'it has more than 1 million rows' })
    assert.ok(!('fault' in (rowsOf('"b\n\nb"', 400_000) ?? {})))
  })
})

describe('a table of JSON lines', () => {
  // An indented COCO file with more lines than a table may have was refused as a table that is too long.
  test('is no value of more than a million lines either', () => {
    assert.equal(readJsonLines(Buffer.from(`{\n"images": [\n${'1,\n'.repeat(1_000_001)}1]}`)), null)
  })
})
