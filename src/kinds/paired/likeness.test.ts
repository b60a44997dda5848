import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { array, assert as assertProperty, double, integer, property } from 'fast-check'
import { seededUnits } from '../../model/chance.ts'
import type { LooseItem } from '../../model/pair.ts'
import { caliper, learnKnownScore, looksMin, type KnownScore } from './likeness.ts'
import { matchLoose } from './match.ts'
import { learnOdds } from './propensity.ts'

function looking(id: string, ...look: number[]): LooseItem {
  const facts = { label: id, machineScore: null, isCanary: false, sourceId: 'page', slices: [] }
  return { id, proportion: 3, look, ...facts }
}

function scoreFor(known: LooseItem[], unknown: LooseItem[]): KnownScore {
  const score = learnKnownScore({ known, unknown })
  assert.ok(score)
  return score
}

/** Items whose looks lie around a middle. */
function around(name: string, count: number, middle: number, unit: () => number): LooseItem[] {
  return Array.from({ length: count }, (_, n) =>
    looking(`${name}${n}`, middle + 2 * unit() - 1, unit(), unit()),
  )
}

test('no known item gets an unknown one that looks otherwise, as long as none has to', () => {
  const looks = array(double({ min: -4, max: 4, noNaN: true }), { minLength: 20, maxLength: 60 })
  assertProperty(
    property(looks, looks, integer({ min: 0, max: 12 }), (some, others, leastUnknown) => {
      const known = some.map((look, n) => looking(`k${n}`, look))
      const unknown = others.map((look, n) => looking(`u${n}`, look))
      const knownScore = scoreFor(known, unknown)
      const order = { known, unknown, deciders: new Set(known), closes: false, least: 0 }
      const matches = matchLoose(randomBytes, { ...order, knownScore, leastUnknown })
      const isAlike = ({ control, probe }: (typeof matches)[number]): boolean =>
        Math.abs((knownScore(control) ?? NaN) - (knownScore(probe) ?? NaN)) <= caliper
      const unlike = matches.filter((match) => !isAlike(match)).length
      assert.ok(unlike <= leastUnknown)
      if (unlike > 0) assert.ok(matches.length <= leastUnknown)
    }),
  )
})

test('of pages that look otherwise only those items are paired that look alike', () => {
  const unit = seededUnits(3)
  const known = around('k', 200, 0, unit)
  const unknown = [...around('a', 100, 0.2, unit), ...around('z', 100, 6, unit)]
  const knownScore = scoreFor(known, unknown)
  const order = { known, unknown, deciders: new Set(known), closes: false, least: 0, knownScore }
  const matches = matchLoose(randomBytes, order)
  assert.ok(matches.length > 30, String(matches.length))
  assert.ok(matches.every(({ probe }) => probe.id.startsWith('a')))
  const more = matchLoose(randomBytes, { ...order, leastUnknown: 150 })
  assert.equal(more.length, 150)
})

// With many numbers and few items, the role of an item was in its own score: partners of a like score differed the
// other way, and 80 of 100 were told by the lower one.
test('the score of an item does not tell its role', () => {
  const unit = seededUnits(5)
  const noise = (name: string): LooseItem[] =>
    Array.from({ length: 100 }, (_, n) =>
      looking(`${name}${n}`, ...Array.from({ length: 15 }, () => unit())),
    )
  const [known, unknown] = [noise('k'), noise('u')]
  const score = scoreFor(known, unknown)
  const mean = (items: LooseItem[]): number =>
    items.reduce((sum, item) => sum + (score(item) ?? 0), 0) / items.length
  assert.ok(mean(known) - mean(unknown) < 0.3, String(mean(known) - mean(unknown)))
  const own = learnOdds([
    ...known.map(({ look }) => ({ values: look ?? [], isOne: true })),
    ...unknown.map(({ look }) => ({ values: look ?? [], isOne: false })),
  ])
  const meanOwn = (items: LooseItem[]): number =>
    items.reduce((sum, { look }) => sum + own(look ?? []), 0) / items.length
  assert.ok(meanOwn(known) > meanOwn(unknown))
})

test('nothing is learnt from a few looks, and an item that was not looked at has no score', () => {
  const unit = seededUnits(7)
  const known = around('k', looksMin, 0, unit)
  const unknown = around('u', looksMin, 1, unit)
  assert.equal(learnKnownScore({ known, unknown: unknown.slice(1) }), null)
  const unlooked = { ...looking('x'), look: null }
  assert.equal(learnKnownScore({ known, unknown: [...unknown.slice(1), unlooked] }), null)
  assert.equal(scoreFor(known, unknown)(unlooked), null)
})

test('one is told from the other by the numbers in which they differ', () => {
  const rows = Array.from({ length: 200 }, (_, n) => ({
    values: [n % 2 === 0 ? 1 : 0, n % 7, 5],
    isOne: n % 2 === 0,
  }))
  const odds = learnOdds(rows)
  assert.ok(odds([1, 3, 5]) > 2)
  assert.ok(odds([0, 3, 5]) < -2)
})
