import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { areaOf, meetBoxes, overlapOf, parsePoints } from '../formats/read/geometry.ts'
import { placeTruth } from './place.ts'
import type { FormatTraits } from '../formats/read/format.ts'
import type { TruthPage } from '../formats/read/truth.ts'

function pageOf(widthUnits: number | null, heightUnits: number, number = 1): TruthPage {
  return {
    widthUnits,
    heightUnits,
    pictureNumber: number,
    isCorrected: false,
    skipped: {},
    regions: [
      {
        level: 'line',
        region: `page ${number}`,
        box: { x: 100, y: 100, width: 300, height: 40 },
        polygon: null,
        baseline: null,
        text: 'some text',
        confidence: null,
        isHyphenated: false,
        readingOrder: 0,
      },
    ],
  }
}

function place(
  pages: TruthPage[],
  { allowsRescale = false, traits = {} }: { allowsRescale?: boolean; traits?: FormatTraits } = {},
) {
  const truth = { format: 'ALTO', pictureNames: [], pages }
  const target = { path: 'scan_6.png', widthPixels: 1000, heightPixels: 1500, allowsRescale }
  const { regions, skipped } = placeTruth(truth, target, traits)
  return { regions: regions.map(({ region }) => region), skipped }
}

describe('a page in a truth file', () => {
  const cases: [string, TruthPage[], ReturnType<typeof place>][] = [
    [
      'is taken where its proportions are those of the picture',
      [pageOf(2000, 3000, 5), pageOf(2000, 1000, 6)],
      { regions: ['page 5'], skipped: { other_page: 1 } },
    ],
    [
      'is taken by its number where several have the proportions',
      [pageOf(2000, 3000, 5), pageOf(2000, 3000, 6)],
      { regions: ['page 6'], skipped: { other_page: 1 } },
    ],
    [
      'is not guessed where neither tells',
      [pageOf(2000, 3000, 1), pageOf(2000, 3000, 2)],
      { regions: [], skipped: { other_page: 1 } },
    ],
    ['may be 2 per cent off', [pageOf(2000, 3050)], { regions: ['page 1'], skipped: {} }],
    [
      'may not be more off',
      [pageOf(2000, 3100)],
      { regions: [], skipped: { dimension_mismatch: 1 } },
    ],
    [
      'is left out without a size',
      [pageOf(null, 3000)],
      { regions: [], skipped: { no_page_size: 1 } },
    ],
  ]
  for (const [name, pages, expected] of cases)
    test(name, () => assert.deepEqual(place(pages), expected))

  test('is stretched where that is allowed', () => {
    const placed = place([pageOf(2000, 3100)], { allowsRescale: true })
    assert.deepEqual(placed, { regions: ['page 1'], skipped: {} })
  })

  test('that counts in pixels tells where its picture has other ones', () => {
    const skippedOf = (widthUnits: number, heightUnits: number) =>
      place([pageOf(widthUnits, heightUnits)], { traits: { countsPixels: true } }).skipped
    assert.deepEqual(skippedOf(2000, 3000), { rescaled: 1 })
    assert.deepEqual(skippedOf(1010, 1515), {})
  })
})

describe('boxes', () => {
  const sides = fc.integer({ min: 0, max: 100 })
  const boxes = fc.record({ x: sides, y: sides, width: sides, height: sides })
  test('overlap alike from both sides, from 0 to 1, and wholly with themselves', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        assert.equal(overlapOf(a, b), overlapOf(b, a))
        assert.ok(overlapOf(a, b) >= 0 && overlapOf(a, b) <= 1)
        assert.equal(overlapOf(a, a), areaOf(a) > 0 ? 1 : 0)
        assert.ok(areaOf(meetBoxes(a, b)) <= Math.min(areaOf(a), areaOf(b)))
      }),
    )
  })

  const points: [string, string, number | null][] = [
    ['with commas', '1,2 3,4 5,6', 3],
    ['with blanks only', '1 2 3 4', 2],
    ['with fractions and minus', '-1.5,2.0 3,4', 2],
    ['of one point', '1,2', null],
    ['of an odd count', '1,2 3', null],
    ['with something else in them', '1,2 NaN,4', null],
    ['that are not there', '', null],
    ['without end', '1,2 '.repeat(5_000), null],
  ]
  for (const [name, text, count] of points)
    test(`are found around points ${name}, or not at all`, () =>
      assert.equal(parsePoints(text)?.length ?? null, count))
})
