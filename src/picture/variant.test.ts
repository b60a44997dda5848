import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import * as fc from 'fast-check'
import sharp from 'sharp'
import { classification } from '../kinds/classification/classification.ts'
import { kinds as allKinds } from '../kinds/kinds.ts'
import { transcription } from '../kinds/transcription/transcription.ts'
import { padJpeg } from './jpeg-padding.ts'
import { asJpeg, drawVariant } from './variant.ts'
import { padWebp } from './webp-padding.ts'

const kinds = [...allKinds.values()].filter(({ serving }) => serving.list === 'images')
let cut: Buffer

before(async () => {
  cut = await drawStrokes('#e9dfc9', '#2a2320')
})

async function drawStrokes(paper: string, ink: string, pen = 4): Promise<Buffer> {
  const strokes = Array.from(
    { length: 30 },
    (_, place) => `<path d="M${20 + place * 14} 70 q 6 -50 10 -8" stroke-width="${pen}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="460" height="96">
    <rect width="460" height="96" fill="${paper}"/>
    <g fill="none" stroke="${ink}">${strokes.join('')}</g></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toBuffer()
}

for (const { name, serving } of kinds) {
  test(`the same seed draws the same bytes, another seed others: ${name}`, async () => {
    assert.deepEqual(
      await serving.draw(cut, 7, { drawVariant }),
      await serving.draw(cut, 7, { drawVariant }),
    )
    const seeds = [0, 1, 7, 8, 2 ** 32, 2 ** 32 + 7, Number.MAX_SAFE_INTEGER]
    const drawn = await Promise.all(seeds.map((seed) => serving.draw(cut, seed, { drawVariant })))
    assert.equal(
      new Set(drawn.map((bytes) => Buffer.from(bytes).toString('base64'))).size,
      seeds.length,
    )
  })

  test(`a serving has the size of its kind and tells nothing of its source: ${name}`, async () => {
    const marked = await sharp(cut)
      .withExif({ IFD0: { Copyright: 'an archive' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()
    for (const seed of [1, 2, 3]) {
      const served = await serving.draw(marked, seed, { drawVariant })
      const { width, height, ...rest } = await sharp(served).metadata()
      assert.deepEqual({ width, height }, serving.facts)
      assert.equal(`image/${rest.format}`, serving.types[0].type)
      assert.deepEqual([rest.exif, rest.icc, rest.iptc, rest.xmp], Array(4).fill(undefined))
    }
  })

  test(`the length of a serving is a multiple of 512 and small: ${name}`, async () => {
    for (let seed = 0; seed < 12; seed++) {
      const { length } = await serving.draw(cut, seed, { drawVariant })
      assert.equal(length % 512, 0)
      assert.ok(length <= 4 * 4096, `${length} bytes`)
    }
  })

  test(`every size of cut is drawn: ${name}`, async () => {
    const sizes = [
      [1, 1],
      [8, 8],
      [1200, 10],
      [10, 200],
      [480, 480],
    ] as const
    for (const [width, height] of sizes) {
      const background = '#ddd'
      const odd = await sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer()
      const served = await sharp(await serving.draw(odd, width, { drawVariant })).metadata()
      assert.equal(served.width, serving.facts.width)
    }
  })
}

test('writing keeps its contrast in every serving', async () => {
  const { channels: original } = await sharp(cut).stats()
  const range = (original[0]?.max ?? 0) - (original[0]?.min ?? 0)
  for (let seed = 0; seed < 12; seed++) {
    const { channels } = await sharp(
      await transcription.serving.draw(cut, seed, { drawVariant }),
    ).stats()
    assert.ok((channels[0]?.max ?? 0) - (channels[0]?.min ?? 0) > range * 0.85)
  }
})

test('writing looks the same whatever the paper and the ink of its page', async () => {
  const pages = [
    ['#ffffff', '#000000'],
    ['#b9a988', '#7d6a4f'],
    ['#f2e6ee', '#b03020'],
    ['#202830', '#d8d8d0'],
  ] as const
  for (const seed of [1, 2, 3]) {
    const ours = await pixelsOf(cut, seed)
    for (const [paper, ink] of pages) {
      const theirs = await pixelsOf(await drawStrokes(paper, ink), seed)
      assert.ok(meanDifference(ours, theirs) < 4, `${ink} on ${paper}`)
    }
  }
})

// Ink was measured before the piece was made soft. The strokes of a fine pen then came out as a faint grey.
test('the strokes of a fine pen are as dark as those of a broad one', async () => {
  const [fine, broad] = [await drawStrokes('#fff', '#000', 1), await drawStrokes('#fff', '#000')]
  for (let seed = 0; seed < 6; seed++) {
    const [fineTone, broadTone] = [
      darkestPercent(await pixelsOf(fine, seed)),
      darkestPercent(await pixelsOf(broad, seed)),
    ]
    assert.ok(fineTone < broadTone + 30, `${fineTone}, ${broadTone}`)
  }
})

function darkestPercent(pixels: Buffer): number {
  return pixels.toSorted()[Math.floor(pixels.length / 100)] ?? 255
}

test('a cut without writing stays blank: its stains do not become writing', async () => {
  const blank = await drawStrokes('#d8d0c0', '#d8d0c0')
  const stained = await drawStrokes('#d8d0c0', '#cfc7b7')
  for (const seed of [1, 2, 3])
    assert.ok(meanDifference(await pixelsOf(blank, seed), await pixelsOf(stained, seed)) < 4)
})

test('images to classify keep their colours', async () => {
  for (const [channel, colour] of ['#c02020', '#20a020', '#2020c0'].entries()) {
    const served = await classification.serving.draw(await drawStrokes(colour, colour), 4, {
      drawVariant,
    })
    const means = (await sharp(served).stats()).channels.map(({ mean }) => mean)
    assert.equal(means.indexOf(Math.max(...means)), channel)
  }
})

async function pixelsOf(from: Buffer, seed: number): Promise<Buffer> {
  return sharp(await transcription.serving.draw(from, seed, { drawVariant }))
    .raw()
    .toBuffer()
}

test('a browser that does not read WebP gets the same picture as a JPEG, in steps of bytes too', async () => {
  const served = await classification.serving.draw(cut, 5, { drawVariant })
  const jpeg = await asJpeg(served)
  assert.equal((await sharp(jpeg).metadata()).format, 'jpeg')
  assert.deepEqual(await asJpeg(served), jpeg)
  assert.equal(jpeg.length % 512, 0)
  const [ours, theirs] = await Promise.all([served, jpeg].map((of) => sharp(of).raw().toBuffer()))
  assert.ok(ours && theirs && meanDifference(ours, theirs) < 3)
})

test('a WebP is filled to the bucket whatever its length, and is the same picture', async () => {
  const size = { widthPixels: 460, heightPixels: 96 }
  for (const quality of [1, 5, 20, 40, 60, 80, 100]) {
    const webp = await sharp(cut).webp({ quality }).toBuffer()
    const padded = padWebp(webp, size)
    assert.equal(padded.length % 512, 0)
    assert.equal(padded.readUInt32LE(4), padded.length - 8)
    assert.ok(padded.length - webp.length < 512 + 48)
    const [ours, theirs] = await Promise.all([webp, padded].map((of) => sharp(of).raw().toBuffer()))
    assert.deepEqual(ours, theirs)
  }
})

function meanDifference(one: Buffer, other: Buffer): number {
  return one.reduce((sum, tone, at) => sum + Math.abs(tone - (other[at] ?? 0)), 0) / one.length
}

test('padding leaves the picture as it is and fills to the bucket from every length', async () => {
  const jpeg = await sharp(cut).jpeg({ quality: 60 }).toBuffer()
  const pixels = await sharp(jpeg).raw().toBuffer()
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 511 }), async (more) => {
      // Bytes after the end of a JPEG are ignored, so it can have any length.
      const padded = padJpeg(Buffer.concat([jpeg, Buffer.alloc(more)]))
      assert.equal(padded.length % 512, 0)
      assert.ok(padded.length - jpeg.length - more < 512 + 4)
      assert.deepEqual(await sharp(padded, { failOn: 'warning' }).raw().toBuffer(), pixels)
    }),
    {
      numRuns: 40,
      examples: [0, 1, 2, 3, 4, 5].map((room): [number] => [(64 * 512 - jpeg.length - room) % 512]),
    },
  )
})
