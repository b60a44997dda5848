import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { rangeOf } from './range.ts'

test('a range is read from its beginning, to its end, or from the end of all', () => {
  assert.deepEqual(rangeOf('bytes=0-1', 100), { from: 0, to: 2 })
  assert.deepEqual(rangeOf('bytes=10-', 100), { from: 10, to: 100 })
  assert.deepEqual(rangeOf('bytes=-10', 100), { from: 90, to: 100 })
  assert.deepEqual(rangeOf('bytes=90-999', 100), { from: 90, to: 100 })
})

test('what asks for no single range within the bytes gets everything', () => {
  for (const header of [
    undefined,
    '',
    'bytes=-',
    'bytes=5-2',
    'bytes=100-',
    'bytes=0-1,5-6',
    'items=0-1',
  ])
    assert.equal(rangeOf(header, 100), null, header)
})

test('a range lies within the bytes, whatever is asked for', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(10_000), (first, last, size) => {
      const range = rangeOf(`bytes=${first}-${last}`, size)
      assert.ok(range === null || (range.from < range.to && range.to <= size))
    }),
  )
})
