import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { arcAround, circleSlices, moveWithinSlice, wholeCircle, widen, widthOf } from './arcs.ts'
import { shownOfCircle } from './shown-share.ts'

const point = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
/** As chance draws them. */
const drawn = fc.nat(2 ** 32 - 1).map((number) => number / 2 ** 32)

test('an arc holds its point, and is the narrowest with about enough items', () => {
  fc.assert(
    fc.property(point, fc.nat(100_000), (at, items) => {
      const arc = arcAround(at, items, 24)
      assert.ok(arc.from <= at && at < arc.to)
      assert.ok(widthOf(arc) === 1 || items * widthOf(arc) >= 24)
      assert.ok(widthOf(arc) === 1 / circleSlices || (items * widthOf(arc)) / 2 < 24)
    }),
  )
})

test('a wider arc holds the narrower one, up to the whole circle', () => {
  const arc = arcAround(0.99, 24 * circleSlices, 24)
  assert.deepEqual(arc, { from: 63 / 64, to: 1 })
  assert.deepEqual(widen(arc), { from: 31 / 32, to: 1 })
  assert.deepEqual(widen(wholeCircle), wholeCircle)
})

test('an item that moves on stays in its slice', () => {
  fc.assert(
    fc.property(point, drawn, (rank, unit) => {
      const moved = moveWithinSlice(rank, unit)
      assert.equal(Math.floor(moved * circleSlices), Math.floor(rank * circleSlices))
    }),
  )
})

test('what one network is shown of a circle is less than 2 % if all classes are large', () => {
  const large = ['pears', 'plums', 'quinces'].map((name) => ({ name, known: 1_600, unknown: 200 }))
  const { all, shown, share, knownWanted } = shownOfCircle(large)
  assert.deepEqual([all, shown, share, knownWanted], [5_400, 84, 1 / 64, 1_536])
  const small = [...large, { name: 'medlars', known: 20, unknown: 2 }]
  assert.equal(shownOfCircle(small).shown, 84 + 22)
})
