import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { letterHeight, write, type Writing } from '../../test/setup/writing.ts'
import type { Ink, WrittenLine } from '../model/ink.ts'
import { openPage } from './open.ts'

const text = 'une ligne que personne ne cache'

async function read(writing: Partial<Writing>, given: Partial<WrittenLine> = {}) {
  const { png, boxes } = await write([{ text, x: 100, y: 200, ...writing }])
  const page = await openPage(png)
  assert.ok(!('fault' in page))
  const words = boxes[0] ?? []
  const right = Math.max(...words.map(({ x, width }) => x + width)) + 10
  const top = Math.min(...words.map(({ y }) => y)) - 14
  const bottom = Math.max(...words.map(({ y, height }) => y + height)) + 14
  const box = { x: 90, y: top, width: right - 90, height: bottom - top }
  const ink = await page.ink({ box, polygon: null, baseline: null, ...given })
  return { ink, words, box, page }
}

/** The runs of ink, with blanks of less than half a letter's height closed. */
function wordsIn({ core, letterHeight: height }: Ink): { from: number; to: number }[] {
  const words: { from: number; to: number }[] = []
  for (const [column, dark] of core.entries()) {
    if (dark === 0) continue
    const last = words.at(-1)
    if (last && column - last.to < height / 2) last.to = column + 1
    else words.push({ from: column, to: column + 1 })
  }
  return words
}

function assertNear(actual: number, expected: number): void {
  return assert.ok(Math.abs(actual - expected) <= 3, `${actual} is not about ${expected}`)
}

function assertFound(ink: Ink | null, words: readonly { x: number; width: number; y: number }[]) {
  assert.ok(ink)
  const found = wordsIn(ink)
  assert.equal(found.length, words.length)
  for (const [place, { from, to }] of found.entries()) {
    const shape = ink.outline(from - 3, to + 3)
    assertNear(shape?.box.x ?? 0, words[place]?.x ?? 0)
    assertNear(shape?.box.width ?? 0, words[place]?.width ?? 0)
    assertNear(shape?.box.y ?? 0, words[place]?.y ?? 0)
  }
}

describe('the ink of a line', () => {
  test('shows the blanks between words, and leads back to the page', async () => {
    const { ink, words } = await read({})
    assertFound(ink, words)
    assertNear(ink?.letterHeight ?? 0, letterHeight)
  })

  test('is laid straight along a sloping baseline', async () => {
    const slope = 0.08
    const baseline = [
      { x: 90, y: 200 },
      { x: 1000, y: 200 + slope * 900 },
    ]
    const { ink, words } = await read({ slope }, { baseline })
    assertFound(ink, words)
  })

  test('is laid straight along its outline where there is no baseline', async () => {
    const slope = 0.08
    const polygon = [
      { x: 90, y: 165 },
      { x: 1000, y: 165 + slope * 900 },
      { x: 1000, y: 215 + slope * 900 },
      { x: 90, y: 215 },
    ]
    const { ink, words } = await read({ slope }, { polygon })
    assertFound(ink, words)
  })

  test('stands upright where the hand slants', async () => {
    const { ink, words } = await read({ slant: 0.8 })
    assertFound(ink, words)
    const shape = ink?.outline((wordsIn(ink)[1]?.from ?? 0) - 3, (wordsIn(ink)[1]?.to ?? 0) + 3)
    assert.ok(shape?.polygon, 'a slanting word is cut out aslant')
  })

  test('is only what lies within the outline', async () => {
    const polygon = [
      { x: 90, y: 170 },
      { x: 300, y: 170 },
      { x: 300, y: 210 },
      { x: 90, y: 210 },
    ]
    const { ink } = await read({}, { polygon })
    assert.equal(ink?.outline(250, 2_000), null)
  })

  test('is not sought on empty paper, in lines that run upwards, or beyond the page', async () => {
    const { page } = await read({})
    const of = (x: number, y: number, width: number, height: number) =>
      page.ink({ box: { x, y, width, height }, polygon: null, baseline: null })
    assert.equal(await of(100, 400, 600, 50), null)
    assert.equal(await of(100, 0, 50, 600), null)
    assert.equal(await of(5_000, 5_000, 600, 50), null)
    assert.equal(await of(100, 100, Number.NaN, 50), null)
  })

  test('leaves out the rules of a table', async () => {
    const { png, boxes } = await write([{ text: 'la marge', x: 100, y: 200 }])
    const between = (boxes[0]?.[1]?.x ?? 0) - 10
    const ruled = await openPage(await rule(png, between))
    assert.ok(!('fault' in ruled))
    const line = { box: { x: 90, y: 160, width: 320, height: 60 }, polygon: null, baseline: null }
    assert.equal(wordsIn((await ruled.ink(line)) ?? assert.fail()).length, 2)
  })

  // On a notary's faintly ruled paper, the rules joined whole lines into one word.
  test('leaves out ruled lines on which the words stand, and a dark gutter', async () => {
    const { png, boxes } = await write([{ text: 'la marge', x: 100, y: 200 }])
    const drawn = sharp(png).composite([
      { input: shade(900, 2, '#777'), left: 0, top: 198, blend: 'darken' },
      { input: shade(200, 500, '#000'), left: 420, top: 0 },
    ])
    const page = await openPage(await drawn.png().toBuffer())
    assert.ok(!('fault' in page))
    const line = { box: { x: 90, y: 160, width: 500, height: 60 }, polygon: null, baseline: null }
    assertFound(await page.ink(line), boxes[0] ?? [])
  })

  test('tells what rises above the small letters and what falls below', async () => {
    const { png, boxes } = await write([{ text: 'aaaaaa aaaaaa', x: 100, y: 200 }])
    const [first, second] = [boxes[0]?.[0]?.x ?? 0, boxes[0]?.[1]?.x ?? 0]
    const bar = { input: shade(5, 14, '#222'), top: 165 }
    const page = await openPage(
      await sharp(png)
        .composite([
          { ...bar, left: first + 40 },
          { ...bar, left: second + 40, top: 200 },
        ])
        .png()
        .toBuffer(),
    )
    assert.ok(!('fault' in page))
    const line = { box: { x: 90, y: 155, width: 320, height: 70 }, polygon: null, baseline: null }
    const { above, below } = (await page.ink(line)) ?? assert.fail()
    const far = (profile: readonly number[]) =>
      profile.flatMap((dark, at) => (dark > 5 ? [at] : []))
    const toColumn = (x: number) => Math.round(((x - 90) * 64) / 70)
    assertNear(far(above)[2] ?? 0, toColumn(first + 42))
    assertNear(far(below)[2] ?? 0, toColumn(second + 42))
    assert.ok(far(above).length <= 6 && far(below).length <= 6)
  })
})

function shade(width: number, height: number, fill: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${fill}"/></svg>`,
  )
}

async function rule(png: Buffer, column: number): Promise<Buffer> {
  return sharp(png)
    .composite([{ input: shade(3, 600, '#444'), left: column, top: 0 }])
    .png()
    .toBuffer()
}
