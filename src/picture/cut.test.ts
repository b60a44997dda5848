import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { cutRegion, shrinkWhole, type StoredPage } from './cut.ts'
import { brightnessAt, type Raster, toRaster } from './raster.ts'

const paper = '#e6dcc8'

/** Black bars on paper, given as left, top, width, height. */
async function drawPage(
  [width, height]: [number, number],
  bars: readonly [number, number, number, number][],
): Promise<Raster> {
  const rects = bars.map(([x, y, w, h]) => `<rect x="${x}" y="${y}" width="${w}" height="${h}"/>`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${rects.join('')}</svg>`
  return toRaster(sharp(Buffer.from(svg)).flatten({ background: paper }).toColourspace('srgb'))
}

function decode(bytes: Uint8Array): Promise<Raster> {
  return toRaster(sharp(bytes))
}

function brightness(raster: Raster, x: number, y: number): number {
  return brightnessAt(raster.data, (y * raster.widthPixels + x) * 3)
}

function upright(pixels: Raster): StoredPage {
  return { pixels, orientation: 1 }
}

test('a cut has a padding of an eighth of its height, or three pixels', async () => {
  const page = upright(await drawPage([400, 300], [[100, 100, 120, 100]]))
  const large = await decode(
    await cutRegion(page, { box: { x: 100, y: 100, width: 120, height: 100 }, polygon: null }),
  )
  assert.deepEqual([large.widthPixels, large.heightPixels], [144, 124])
  const small = await decode(
    await cutRegion(page, { box: { x: 100, y: 100, width: 40, height: 10 }, polygon: null }),
  )
  assert.deepEqual([small.widthPixels, small.heightPixels], [46, 16])
})

test('a cut is at most 200 pixels high and 1200 wide, whatever the region', async () => {
  const page = upright(await drawPage([4000, 900], [[500, 400, 3000, 60]]))
  const whole = { x: 0, y: 0, width: 4000, height: 900 }
  const cut = await decode(await cutRegion(page, { box: whole, polygon: null }))
  assert.ok(cut.heightPixels <= 200 && cut.widthPixels <= 1200)
  const line = { x: 0, y: 400, width: 4000, height: 60 }
  assert.equal(
    (await decode(await cutRegion(page, { box: line, polygon: null }))).widthPixels,
    1200,
  )
})

test('the same region is cut into the same bytes', async () => {
  const page = upright(await drawPage([400, 300], [[120, 120, 80, 40]]))
  const region = { box: { x: 100, y: 100, width: 120, height: 80 }, polygon: null }
  assert.deepEqual(await cutRegion(page, region), await cutRegion(page, region))
})

test('neighbours outside the polygon give way to paper, and the writing inside stays', async () => {
  const page = upright(
    await drawPage(
      [400, 200],
      [
        [60, 60, 280, 20],
        [60, 120, 280, 20],
      ],
    ),
  )
  const box = { x: 50, y: 50, width: 300, height: 100 }
  const polygon = [
    { x: 50, y: 50 },
    { x: 350, y: 50 },
    { x: 350, y: 90 },
    { x: 50, y: 90 },
  ]
  const cut = await decode(await cutRegion(page, { box, polygon }))
  const whole = await decode(await cutRegion(page, { box, polygon: null }))
  const [middle, written, neighbour] = [162, 12 + 20, 12 + 80]
  assert.ok(brightness(cut, middle, written) < 40)
  assert.ok(brightness(cut, middle, neighbour) > 200)
  assert.ok(brightness(whole, middle, neighbour) < 40)
})

test('the rim of a cut is bare paper even where the writing runs over the edge of the page', async () => {
  const page = upright(await drawPage([300, 60], [[0, 20, 300, 20]]))
  const box = { x: 0, y: 0, width: 300, height: 60 }
  const cut = await decode(await cutRegion(page, { box, polygon: null }))
  const last = cut.widthPixels - 1
  for (let y = 0; y < cut.heightPixels; y++) {
    assert.ok(brightness(cut, 0, y) > 190 && brightness(cut, last, y) > 190)
  }
})

test('faint writing gains contrast and strong writing keeps what it has', async () => {
  const faint = await drawPage([300, 100], [[50, 40, 200, 20]])
  for (let at = 0; at < faint.data.length; at++) {
    faint.data[at] = 150 + (faint.data[at] ?? 0) / 4
  }
  const box = { x: 40, y: 30, width: 220, height: 40 }
  const cut = await decode(await cutRegion(upright(faint), { box, polygon: null }))
  const range = brightness(cut, 2, 2) - brightness(cut, 110, 25)
  assert.ok(range > 75, `range of ${range}`)
  const strong = upright(await drawPage([300, 100], [[50, 40, 200, 20]]))
  const kept = await decode(await cutRegion(strong, { box, polygon: null }))
  assert.ok(brightness(kept, 2, 2) - brightness(kept, 110, 25) > 200)
})

test('an empty region stays calm instead of becoming its own noise', async () => {
  const page = upright(await drawPage([300, 100], []))
  const box = { x: 40, y: 30, width: 220, height: 40 }
  const { channels } = await sharp(await cutRegion(page, { box, polygon: null })).stats()
  assert.ok(channels.every(({ stdev }) => stdev < 3))
})

test('a region is cut from the stored pixels and then turned as EXIF says', async () => {
  // A bar at the left end of a region that is wide in the stored picture.
  const pixels = await drawPage([400, 200], [[110, 90, 20, 20]])
  const box = { x: 100, y: 80, width: 200, height: 40 }
  const wanted: Record<number, { isTall: boolean; isAtEnd: boolean }> = {
    1: { isTall: false, isAtEnd: false },
    2: { isTall: false, isAtEnd: true },
    3: { isTall: false, isAtEnd: true },
    4: { isTall: false, isAtEnd: false },
    5: { isTall: true, isAtEnd: false },
    6: { isTall: true, isAtEnd: false },
    7: { isTall: true, isAtEnd: true },
    8: { isTall: true, isAtEnd: true },
  }
  for (const [orientation, { isTall, isAtEnd }] of Object.entries(wanted)) {
    const page = { pixels, orientation: Number(orientation) }
    const cut = await decode(await cutRegion(page, { box, polygon: null }))
    assert.equal(cut.heightPixels > cut.widthPixels, isTall, `orientation ${orientation}`)
    const [alongX, alongY] = isTall ? [0.5, 0.17] : [0.14, 0.5]
    const at = (share: number, sidePixels: number) =>
      Math.floor((isAtEnd ? 1 - share : share) * sidePixels)
    const dark = brightness(cut, at(alongX, cut.widthPixels), at(alongY, cut.heightPixels))
    assert.ok(dark < 90, `orientation ${orientation} shows ${dark}`)
  }
})

test('turning a page agrees with what other programs make of its EXIF orientation', async () => {
  const pixels = await drawPage(
    [300, 200],
    [
      [10, 10, 80, 30],
      [200, 150, 20, 40],
    ],
  )
  const raw = { width: 300, height: 200, channels: 3 } as const
  for (let orientation = 1; orientation <= 8; orientation++) {
    const marked = await sharp(pixels.data, { raw }).withMetadata({ orientation }).png().toBuffer()
    const theirs = await toRaster(sharp(marked).autoOrient())
    const ours = await decode(await shrinkWhole({ pixels, orientation }))
    assert.deepEqual(
      [ours.widthPixels, ours.heightPixels],
      [theirs.widthPixels, theirs.heightPixels],
    )
    const differences = ours.data.map((tone, at) => Math.abs(tone - (theirs.data[at] ?? 0)))
    const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length
    assert.ok(mean < 3, `orientation ${orientation} differs by ${mean}`)
  }
})

test('a region outside the page is a mistake of the caller', async () => {
  const page = upright(await drawPage([100, 100], []))
  const box = { x: 200, y: 0, width: 10, height: 10 }
  await assert.rejects(cutRegion(page, { box, polygon: null }), RangeError)
})

test('a polygon of a hundred thousand points is drawn as one of two thousand', async () => {
  const page = upright(await drawPage([300, 100], [[50, 40, 200, 20]]))
  const polygon = Array.from({ length: 100_000 }, (_, place) => {
    const angle = (place / 100_000) * 2 * Math.PI
    return { x: 150 + 140 * Math.cos(angle), y: 50 + 30 * Math.sin(angle) }
  })
  const box = { x: 10, y: 20, width: 280, height: 60 }
  const cut = await decode(await cutRegion(page, { box, polygon }))
  assert.ok(brightness(cut, 147, 37) < 40)
})
