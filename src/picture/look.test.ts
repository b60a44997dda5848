import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { measureLook } from './look.ts'

const strip = { layout: 'strip', widthPixels: 600, heightPixels: 160 } as const

/** Strokes of a width on paper, as a cut. */
async function drawStrokes(strokePixels: number, { paper = 230, ink = 40 } = {}): Promise<Buffer> {
  const bars = Array.from(
    { length: 9 },
    (_, n) => `<rect x="${12 + n * 20}" y="14" width="${strokePixels}" height="32"/>`,
  ).join('')
  const grey = (tone: number): string => `rgb(${tone},${tone},${tone})`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><rect width="200" height="60" fill="${grey(paper)}"/><g fill="${grey(ink)}">${bars}</g></svg>`
  return sharp(Buffer.from(svg)).removeAlpha().webp({ lossless: true }).toBuffer()
}

function distance(one: readonly number[], other: readonly number[]): number {
  return Math.hypot(...one.map((value, n) => value - (other[n] ?? NaN)))
}

test('a look follows the strokes, and not the paper, the ink or their contrast', async () => {
  const thin = await measureLook(await drawStrokes(3), strip)
  const pale = await measureLook(await drawStrokes(3, { paper: 200, ink: 90 }), strip)
  const bold = await measureLook(await drawStrokes(9), strip)
  assert.equal(thin.length, 15)
  assert.ok(thin.every(Number.isFinite))
  assert.deepEqual(await measureLook(await drawStrokes(3), strip), thin)
  // Only mean densities are not below one.
  const even = (look: readonly number[]): number[] => look.toSpliced(1, 1)
  assert.ok(5 * distance(even(thin), even(pale)) < distance(even(thin), even(bold)))
})

test('an empty cut has a look, and what is no picture has none', async () => {
  const empty = await measureLook(await drawStrokes(0), strip)
  assert.ok(empty.every(Number.isFinite))
  await assert.rejects(measureLook(Buffer.from('no picture'), strip))
})
