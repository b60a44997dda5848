import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blurredGround } from './ground.ts'
import type { Raster } from './raster.ts'

function painted(
  widthPixels: number,
  heightPixels: number,
  paint: (x: number) => number[],
): Raster {
  const pixels = Array.from({ length: widthPixels * heightPixels }, (_, n) =>
    paint(n % widthPixels),
  )
  return { data: Buffer.from(pixels.flat()), widthPixels, heightPixels }
}

test('the blurred ground of a piece of one colour is of that colour', () => {
  for (const [width, height] of [
    [200, 90],
    [3, 2],
    [1, 40],
  ] as const) {
    const { data } = blurredGround(
      painted(width, height, () => [10, 120, 250]),
      { widthPixels: 24, heightPixels: 24 },
    )
    assert.equal(data.length, 24 * 24 * 3)
    for (let at = 0; at < data.length; at += 3)
      assert.deepEqual([...data.subarray(at, at + 3)], [10, 120, 250])
  }
})

test('the blurred ground has no edge where the piece has one', () => {
  const black = [0, 0, 0]
  const white = [255, 255, 255]
  const piece = painted(100, 100, (x) => (x < 50 ? black : white))
  const { data } = blurredGround(piece, { widthPixels: 240, heightPixels: 240 })
  const row = Array.from({ length: 240 }, (_, x) => data[x * 3] ?? 0)
  const steps = row.slice(1).map((value, x) => value - (row[x] ?? 0))
  assert.deepEqual([row[0], row[239]], [0, 255])
  assert.ok(Math.max(...steps) <= 12, String(Math.max(...steps)))
  assert.ok(Math.min(...steps) >= 0)
})
