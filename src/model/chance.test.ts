import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { drawTimedUuid, drawUuid, shuffle } from './chance.ts'

test('a UUID of version 7 begins with its time, and is random after that (RFC 9562)', () => {
  // The example of appendix A.6.
  assert.match(
    drawTimedUuid(randomBytes, 0x017f22e279b0),
    /^017f22e2-79b0-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  )
  const many = Array.from({ length: 1_000 }, () => drawTimedUuid(randomBytes, 1))
  assert.equal(new Set(many).size, many.length)
})

test('UUIDs of version 7 are in the order of their times, as texts', () => {
  const times = [0, 1, 255, 256, 1_700_000_000_000, 2 ** 48 - 1]
  const ids = times.map((at) => drawTimedUuid(randomBytes, at))
  assert.deepEqual(ids.toSorted(), ids)
})

test('a UUID of version 4 is random but for its version and variant', () => {
  assert.match(
    drawUuid(randomBytes),
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
  )
})

test('every order of three things comes about equally often', () => {
  const counts = new Map<string, number>()
  for (let n = 0; n < 6_000; n += 1) {
    const order = shuffle(randomBytes, ['a', 'b', 'c']).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  assert.equal(counts.size, 6)
  for (const count of counts.values()) assert.ok(count > 800 && count < 1_200, `${count}`)
  assert.deepEqual(shuffle(randomBytes, []), [])
})
