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
    assert.deepEqual([found?.of, found?.count, found?.usual], ['networks', 62, 2])
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

  // 36 networks that knew the canaries answered twenty times each within seconds: 97 of 120 lies were accepted.
  test('is many labels of few networks that come together, where few are usual', () => {
    const crowd = Array.from({ length: 36 }, (_, n) =>
      arrivals(20, minuteMs, { networkHash: `network ${n}` }),
    ).flat()
    const found = findBurst([...day(4), ...crowd], fresh)
    assert.deepEqual([found?.of, found?.count], ['labels', 361])
    const busy = day(400).map((label, n) => ({ ...label, networkHash: `visitor ${n % 900}` }))
    assert.equal(findBurst([...busy, ...crowd.slice(0, 100)], fresh), null)
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
