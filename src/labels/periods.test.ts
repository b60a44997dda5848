import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openPeriods, periodRules, type Period, type TimedLabel } from './periods.ts'

const hourMs = periodRules.windowMs

/** Labels of one hour: how many, and how many of them are wrong. */
function hourOf(
  hour: number,
  { labels, wrong, isCanary = false }: { labels: number; wrong: number; isCanary?: boolean },
): TimedLabel[] {
  return Array.from({ length: labels }, (_, n) => ({
    givenAtMs: hour * hourMs + Math.floor((n * hourMs) / labels),
    isPassed: true,
    isAgreed: n < wrong ? 0 : 1,
    isCanary,
  }))
}

/** How many of forty are wrong in an hour, by chance. */
const wrongByChance = [2, 3, 1, 2, 4, 3, 2, 0, 3, 2, 5, 1, 2, 3, 2, 4]

const quietDays = Array.from({ length: 240 }, (_, hour) =>
  hourOf(hour, { labels: 40, wrong: wrongByChance[hour % 16] ?? 0 }),
).flat()

function poisonedIn(labels: readonly TimedLabel[]): readonly Period[] {
  const periods = openPeriods()
  for (const label of labels) periods.add(label)
  return periods.findPoisoned()
}

describe('times in which visitors who passed are wrong more often', () => {
  test('are found to the hour, and neighbouring hours are one period', () => {
    const attack = [7, 8, 20].flatMap((hour) => hourOf(hour, { labels: 20, wrong: 20 }))
    const reason = 'disagreement'
    assert.deepEqual(poisonedIn([...quietDays, ...attack]), [
      { fromMs: 7 * hourMs, toMs: 9 * hourMs, reason },
      { fromMs: 20 * hourMs, toMs: 21 * hourMs, reason },
    ])
  })

  test('are found by a few canaries before the many other labels show them', () => {
    const calm = Array.from({ length: 240 }, (_, hour) =>
      hourOf(hour, { labels: 6, wrong: hour % 5 === 0 ? 1 : 0, isCanary: true }),
    ).flat()
    const attack = hourOf(300, { labels: 6, wrong: 6, isCanary: true })
    assert.deepEqual(poisonedIn([...quietDays, ...calm, ...attack]), [
      { fromMs: 300 * hourMs, toMs: 301 * hourMs, reason: 'canaries' },
    ])
  })

  test('are found though the attack lasts for a fifth of all time', () => {
    const attack = Array.from({ length: 48 }, (_, hour) => hourOf(hour, { labels: 20, wrong: 18 }))
    assert.deepEqual(poisonedIn([...quietDays, ...attack.flat()]), [
      { fromMs: 0, toMs: 48 * hourMs, reason: 'disagreement' },
    ])
  })

  test('are not found from failed challenges or a handful of labels', () => {
    const failed = hourOf(7, { labels: 60, wrong: 60 }).map((label) => ({
      ...label,
      isPassed: false,
    }))
    const handful = hourOf(900, { labels: periodRules.labelsMin - 1, wrong: 19 })
    assert.deepEqual(poisonedIn([...quietDays, ...failed, ...handful]), [])
  })

  test('are not made of hours that differ by nature', () => {
    const days = Array.from({ length: 240 }, (_, hour) =>
      hourOf(hour, { labels: 40, wrong: hour % 2 === 0 ? 2 : 14 }),
    ).flat()
    assert.deepEqual(poisonedIn(days), [])
  })

  test('are not found by chance in one corpus of a hundred', () => {
    let alarms = 0
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
          minLength: 3_000,
          maxLength: 3_000,
        }),
        (draws) => {
          const labels = draws.map((draw, n): TimedLabel => ({
            givenAtMs: Math.floor(n / 30) * hourMs,
            isPassed: true,
            isAgreed: draw < 0.1 ? 0 : 1,
            isCanary: false,
          }))
          alarms += poisonedIn(labels).length > 0 ? 1 : 0
        },
      ),
      { numRuns: 100, seed: 3 },
    )
    assert.ok(alarms <= 1, `${alarms} alarms`)
  })
})

describe('the level of an attack', () => {
  const measure = (labels: readonly TimedLabel[], errorRate: number): number => {
    const periods = openPeriods()
    for (const label of labels) periods.add(label)
    return periods.measureAttack(errorRate)
  }

  test('is the share of labels that are wrong beyond the errors of the honest', () => {
    const labels = hourOf(0, { labels: 1_000, wrong: 280, isCanary: true })
    assert.ok(Math.abs(measure(labels, 0.1) - 0.2) < 1e-9)
  })

  test('is zero if chance explains it', () => {
    assert.equal(measure(hourOf(0, { labels: 200, wrong: 27 }), 0.1), 0)
    assert.equal(measure([], 0.1), 0)
  })

  test('comes from canaries alone if there are enough of them', () => {
    const canaries = hourOf(0, { labels: 60, wrong: 6, isCanary: true })
    assert.equal(measure([...canaries, ...hourOf(1, { labels: 500, wrong: 400 })], 0.1), 0)
  })
})
