import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownMissingForCanaries, knownMissingForPairs } from './known-needs.ts'

// A corpus of 40 known items was told that 38 would be enough.
test('as many more known items as are missing are enough, and one fewer is not', () => {
  for (const [known, unread] of [
    [40, 60],
    [0, 1],
    [10, 1_000],
    [200, 50_000],
    [30, 30],
  ] as const) {
    const missing = knownMissingForPairs({ known, unread }) ?? 0
    assert.equal(knownMissingForPairs({ known: known + missing, unread }), null)
    if (missing > 0) assert.equal(knownMissingForPairs({ known: known + missing - 1, unread }), 1)
  }
  assert.equal(knownMissingForPairs({ known: 40, unread: 60 }), 18)
  assert.equal(knownMissingForPairs({ known: 40, unread: 0 }), null)
})

test('canaries need forty known items', () => {
  assert.deepEqual([0, 39, 40].map(knownMissingForCanaries), [40, 1, null])
})
