import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readAlto } from './alto.ts'
import { readPage } from './page.ts'
import { placeTruth } from '../../survey/place.ts'
import type { ReadTruth } from './truth.ts'

function alto(baseline: string): string {
  return `<alto><Layout><Page WIDTH="1000" HEIGHT="500">
  <TextLine ID="l" HPOS="100" VPOS="100" WIDTH="400" HEIGHT="50" ${baseline}>
  <String CONTENT="a line"/></TextLine></Page></Layout></alto>`
}

function page(baseline: string): string {
  return `<PcGts><Page imageWidth="1000" imageHeight="500">
  <TextLine id="l"><Coords points="100,100 500,100 500,150 100,150"/>${baseline}
  <TextEquiv><Unicode>a line</Unicode></TextEquiv></TextLine></Page></PcGts>`
}

function baselineIn(read: ReadTruth, xml: string, scale = 1) {
  const truth = read(Buffer.from(xml))
  assert.ok(!('fault' in truth))
  const size = { widthPixels: 1000 * scale, heightPixels: 500 * scale }
  const [region] = placeTruth(truth, { path: '1.png', ...size }, {}).regions
  assert.ok(region)
  return region.baseline?.map(({ x, y }) => [x, y]) ?? null
}

describe('the baseline of a line', () => {
  test('is one height in older ALTO, and runs along the line', () => {
    assert.deepEqual(baselineIn(readAlto, alto('BASELINE="140"')), [
      [100, 140],
      [500, 140],
    ])
  })

  test('is a list of points in newer ALTO and in PAGE, in the pixels of the picture', () => {
    for (const points of ['100 140 300 142.4 500 138', '100,140 300,142.4 500,138'])
      assert.deepEqual(baselineIn(readAlto, alto(`BASELINE="${points}"`), 2), [
        [200, 280],
        [600, 285],
        [1000, 276],
      ])
    assert.deepEqual(baselineIn(readPage, page('<Baseline points="100,140 500,138"/>'), 2), [
      [200, 280],
      [1000, 276],
    ])
  })

  test('is none where there is none, or nonsense', () => {
    for (const nonsense of ['', 'BASELINE=""', 'BASELINE="NaN 4"', 'BASELINE="1 2 3"'])
      assert.equal(baselineIn(readAlto, alto(nonsense)), null)
    for (const nonsense of ['', '<Baseline/>', '<Baseline points="3,x 5,y"/>'])
      assert.equal(baselineIn(readPage, page(nonsense)), null)
  })
})
