import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openPairTable } from './pair-table.ts'

const change = { alike: 0, expected: 0.25, expectedOfA: 0.5, expectedOfB: 0.125 }

describe('a table of pairs', () => {
  test('counts each pair, in the order in which they first came up', () => {
    const table = openPairTable(100)
    assert.equal(table.add(5, 999_999, change), true)
    assert.equal(table.add(1, 2, { ...change, alike: 1 }), true)
    assert.equal(table.add(5, 999_999, { ...change, alike: 1 }), false)
    assert.deepEqual(
      [...table.values()],
      [
        { a: 5, b: 999_999, shared: 2, alike: 1, expected: 0.5, expectedOfA: 1, expectedOfB: 0.25 },
        { a: 1, b: 2, ...change, shared: 1, alike: 1 },
      ],
    )
  })

  test('forgets those least often wrong alike when it is full, and finds all others', () => {
    const table = openPairTable(64)
    for (let n = 0; n < 64; n++) table.add(n, 1_000 + n, { ...change, alike: n % 4 === 0 ? 1 : 0 })
    assert.equal(table.size, 64)
    assert.equal(table.add(7, 8, change), true)
    assert.equal(table.size, 17)
    assert.equal(table.add(4, 1_004, change), false)
    assert.equal(table.add(1, 1_001, change), true)
    const kept = [...table.values()].map(({ a, shared }) => [a, shared])
    assert.deepEqual(kept.slice(0, 3), [
      [0, 1],
      [4, 2],
      [8, 1],
    ])
    assert.deepEqual(kept.slice(-2), [
      [7, 1],
      [1, 1],
    ])
  })

  test('counts as a map of objects does', () => {
    const table = openPairTable(100_000)
    const counts = new Map<string, number>()
    for (let n = 0; n < 30_000; n++) {
      const [a, b] = [(n * 7_919) % 211, 211 + ((n * 104_729) % 223)]
      counts.set(`${a} ${b}`, (counts.get(`${a} ${b}`) ?? 0) + 1)
      table.add(a, b, change)
    }
    const kept = [...table.values()].map(({ a, b, shared }) => [`${a} ${b}`, shared])
    assert.deepEqual(kept, [...counts])
  })
})
