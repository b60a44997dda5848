import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { burstRules, findBurst, type BurstLabel } from './watch-burst.ts'

const minuteMs = 60_000
const nowMs = 100 * 86_400_000
const fresh = { nowMs, goesOn: false }

/** Arrivals of so many networks, one after another up to `untilMs`. */
function arrivals(
  networks: number,
  lastsMs: number,
  change: Partial<BurstLabel> = {},
): BurstLabel[] {
  return Array.from({ length: networks }, (_, n) => ({
    networkHash: `network ${lastsMs} ${n}`,
    givenAtMs: nowMs - Math.floor((n * lastsMs) / networks),
    isOfBurst: false,
    ...change,
  }))
}

/** A day with so many networks an hour. */
function day(anHour: number, change: Partial<BurstLabel> = {}): BurstLabel[] {
  return arrivals(24 * anHour, 24 * 60 * minuteMs, change)
}

describe('a burst', () => {
  test('is many networks within a quarter of an hour, where few are usual', () => {
    const found = findBurst([...day(8), ...arrivals(60, 10 * minuteMs)], fresh)
    assert.deepEqual([found?.networks, found?.usual], [62, 2])
    assert.equal(found?.fromMs, nowMs - burstRules.windowMs)
  })

  test('is none where as many are usual', () => {
    assert.equal(findBurst(day(400), fresh), null)
    assert.equal(findBurst([...day(100), ...arrivals(60, 10 * minuteMs)], fresh), null)
  })

  // A class of thirty at a small archive is no attack.
  test('is none of a few networks, nor of one however much it answers', () => {
    assert.equal(findBurst([...day(1), ...arrivals(30, 10 * minuteMs)], fresh), null)
    const school = arrivals(500, 10 * minuteMs, { networkHash: 'a school' })
    assert.equal(findBurst([...day(1), ...school], fresh), null)
  })

  test('is found in a corpus that nobody has answered before', () => {
    assert.equal(findBurst(arrivals(60, 10 * minuteMs), fresh)?.usual, 0)
  })

  test('does not make the next one usual', () => {
    const last = { givenAtMs: nowMs - 60 * minuteMs }
    const usual = arrivals(2_000, 1, last)
    const burst = arrivals(2_000, 1, { ...last, isOfBurst: true })
    const next = arrivals(60, 10 * minuteMs)
    assert.equal(findBurst([...usual, ...next], fresh), null)
    assert.ok(findBurst([...burst, ...next], fresh))
  })

  test('goes on while there are half as many', () => {
    const some = [...day(8), ...arrivals(25, 10 * minuteMs)]
    assert.equal(findBurst(some, fresh), null)
    assert.ok(findBurst(some, { nowMs, goesOn: true }))
    assert.equal(findBurst(day(8), { nowMs, goesOn: true }), null)
  })
})
