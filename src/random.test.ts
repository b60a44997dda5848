import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openRandom } from './random.ts'

test('bytes come in any number, and what was given stays as it is', () => {
  const random = openRandom()
  const sizes = [0, 1, 4, 16, 24, 255, 256, 257, 4_096, 5_000]
  const given = Array.from({ length: 60 }, (_, n) => random(sizes[n % sizes.length] ?? 0))
  const copies = given.map((bytes) => bytes.toString('hex'))
  for (let n = 0; n < 5_000; n += 1) random(7)
  assert.deepEqual(
    given.map(({ length }) => length),
    given.map((_, n) => sizes[n % sizes.length]),
  )
  assert.deepEqual(
    given.map((bytes) => bytes.toString('hex')),
    copies,
  )
})

test('no two draws are the same, from one source or from two', () => {
  const sources = [openRandom(), openRandom()]
  const drawn = Array.from({ length: 20_000 }, (_, n) => sources[n % 2]?.(16).toString('hex'))
  assert.equal(new Set(drawn).size, drawn.length)
})
