import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { csvRow } from './write-csv.ts'

describe('a row of CSV', () => {
  test('quotes the cells that need it and no other', () => {
    assert.equal(csvRow(['a', 1, 'b,c', 'd "e"', 'f\ng']), 'a,1,"b,c","d ""e""","f\ng"\r\n')
  })

  test('is read back as it was, whatever it holds', () => {
    const cells = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(cells, (row) => {
        assert.deepEqual(parse(csvRow(row), { record_delimiter: '\r\n' }), [row])
      }),
    )
  })
})
