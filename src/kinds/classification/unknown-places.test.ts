import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { chooseUnknownPlaces } from './unknown-places.ts'

const steps = 20_000

function countOver(
  sides: Parameters<typeof chooseUnknownPlaces> extends [number, ...infer Rest] ? Rest : never,
) {
  const sums = { matching: 0, other: 0, pairs: 0, both: 0 }
  for (let step = 0; step < steps; step += 1) {
    const { matching, other } = chooseUnknownPlaces((step + 0.5) / steps, ...sides)
    assert.ok(matching + other <= 2)
    sums.matching += matching / steps
    sums.other += other / steps
    sums.pairs += (matching * (matching - 1)) / steps
    sums.both += (matching * other) / steps
  }
  return sums
}

function near(found: number, wanted: number): boolean {
  return Math.abs(found - wanted) < 0.001
}

const known = fc.integer({ min: 8, max: 500 })
const places = fc.integer({ min: 3, max: 5 })

test('with one unknown picture to eight known ones each comes as often as a known one, alone and in pairs', () => {
  fc.assert(
    fc.property(places, known, known, (matchingPlaces, matchingKnown, otherKnown) => {
      const side = (count: number, of: number) => ({
        places: count,
        known: of,
        unknown: Math.floor(of / 8),
      })
      const matching = side(matchingPlaces, matchingKnown)
      const other = side(9 - matchingPlaces, otherKnown)
      const found = countOver([matching, other])
      const size = matching.known + matching.unknown
      const share = matching.unknown / size
      const shareOther = other.unknown / (other.known + other.unknown)
      assert.ok(near(found.matching, matching.places * share))
      assert.ok(near(found.other, other.places * shareOther))
      assert.ok(near(found.both, matching.places * share * other.places * shareOther))
      const pair = (share * (matching.unknown - 1)) / (size - 1)
      assert.ok(near(found.pairs, matching.places * (matching.places - 1) * pair))
    }),
    { numRuns: 30 },
  )
})

test('with a few more unknown ones each still comes as often as a known one', () => {
  const matching = { places: 4, known: 30, unknown: 6 }
  const found = countOver([matching, { places: 5, known: 80, unknown: 11 }])
  assert.ok(near(found.matching, (4 * 6) / 36))
})

test('no unknown picture comes if there are none', () => {
  const none = { places: 4, known: 30, unknown: 0 }
  assert.deepEqual(chooseUnknownPlaces(0, none, none), { matching: 0, other: 0 })
})
