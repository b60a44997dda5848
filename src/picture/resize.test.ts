import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { resizeWindow, shrinkWindow } from './resize.ts'
import { seededNumbers } from './seeded.ts'

const size = { width: 90, height: 61 }

function drawNoise(channels: 1 | 3) {
  const between = seededNumbers(5)
  const data = Buffer.alloc(size.width * size.height * channels)
  for (let at = 0; at < data.length; at++) data[at] = between(0, 256)
  return { data, widthPixels: size.width, heightPixels: size.height }
}

test('writing is made smaller as libvips does it, from any window', async () => {
  const from = drawNoise(1)
  const window = { left: 7, top: 3, width: 80, height: 50 }
  for (const to of [
    { width: 80, height: 50 },
    { width: 60, height: 31 },
    { width: 21, height: 40 },
  ]) {
    const raw = { ...size, channels: 1 } as const
    const theirs = await sharp(from.data, { raw })
      .extract(window)
      .resize({ ...to, fit: 'fill', kernel: 'cubic' })
      .toColourspace('b-w')
      .raw()
      .toBuffer()
    const ours = resizeWindow(from, window, to)
    assert.deepEqual([ours.widthPixels, ours.heightPixels], [to.width, to.height])
    // libvips rounds between rows and columns.
    const apart = [...ours.data].map((tone, at) => Math.abs(tone - (theirs[at] ?? 0)))
    assert.ok(apart.reduce((sum, one) => sum + one) < apart.length, `${Math.max(...apart)}`)
  }
})

test('what has one tone keeps it, whatever the size', () => {
  const from = { data: Buffer.alloc(35, 77), widthPixels: 7, heightPixels: 5 }
  const all = { left: 0, top: 0, width: 7, height: 5 }
  for (const to of [1, 2, 7, 19]) {
    const { data } = resizeWindow(from, all, { width: to, height: to })
    assert.deepEqual([...new Set(data)], [77])
  }
})

for (const channels of [1, 3] as const)
  test(`a window is copied, or its squares are averaged: ${channels} bytes a pixel`, () => {
    const from = drawNoise(channels)
    const window = { left: 4, top: 9, width: 11, height: 7 }
    const toneAt = (x: number, y: number, channel: number): number =>
      from.data[((window.top + y) * size.width + window.left + x) * channels + channel] ?? 0
    for (const by of [1, 2, 3]) {
      const small = shrinkWindow(from, window, by)
      assert.deepEqual(
        [small.widthPixels, small.heightPixels],
        [Math.floor(11 / by), Math.floor(7 / by)],
      )
      for (const [at, tone] of small.data.entries()) {
        const [pixel, channel] = [Math.floor(at / channels), at % channels]
        const [left, top] = [
          (pixel % small.widthPixels) * by,
          Math.floor(pixel / small.widthPixels) * by,
        ]
        let sum = 0
        for (let x = left; x < left + by; x++)
          for (let y = top; y < top + by; y++) sum += toneAt(x, y, channel)
        assert.ok(Math.abs(tone - sum / by ** 2) <= 0.5 + 1e-9)
      }
    }
  })
