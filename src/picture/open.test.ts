import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import * as fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import type { PageImage } from '../model/picture.ts'
import { openPage } from './open.ts'

const ground = { r: 230, g: 220, b: 200 }

/** A page of 300 × 200 pixels with a black bar of 100 × 20 at 50, 80. */
function drawPage(): Sharp {
  return sharp({ create: { width: 300, height: 200, channels: 3, background: ground } }).composite([
    {
      input: { create: { width: 100, height: 20, channels: 3, background: '#000' } },
      left: 50,
      top: 80,
    },
  ])
}

async function open(bytes: Uint8Array): Promise<PageImage> {
  const page = await openPage(bytes)
  if ('fault' in page) throw new Error(page.fault)
  return page
}

async function faultOf(bytes: Uint8Array): Promise<string> {
  const page = await openPage(bytes)
  return 'fault' in page ? page.fault : 'no fault'
}

const kinds: Record<string, () => Promise<Buffer>> = {
  jpeg: () => drawPage().jpeg().toBuffer(),
  'jpeg, progressive': () => drawPage().jpeg({ progressive: true }).toBuffer(),
  'jpeg, CMYK': () => drawPage().toColourspace('cmyk').jpeg().toBuffer(),
  'jpeg, wide gamut': () => drawPage().withIccProfile('p3').jpeg().toBuffer(),
  'jpeg, grey': () => drawPage().toColourspace('b-w').jpeg().toBuffer(),
  png: () => drawPage().png().toBuffer(),
  'png, 16 bits': () => drawPage().toColourspace('rgb16').png().toBuffer(),
  'png, grey of 16 bits': () => drawPage().toColourspace('grey16').png().toBuffer(),
  'png, palette': () => drawPage().png({ palette: true }).toBuffer(),
  'tiff, JPEG inside': () => drawPage().tiff({ compression: 'jpeg' }).toBuffer(),
  'tiff, deflate': () => drawPage().tiff({ compression: 'deflate' }).toBuffer(),
  'tiff, fax of one bit': () =>
    drawPage()
      .removeAlpha()
      .threshold()
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1 })
      .toBuffer(),
  webp: () => drawPage().webp().toBuffer(),
}

for (const [name, make] of Object.entries(kinds)) {
  test(`a page is opened and cut: ${name}`, async () => {
    const bytes = await make()
    const page = await open(bytes)
    assert.equal(page.format, name.split(',')[0])
    assert.deepEqual([page.widthPixels, page.heightPixels], [300, 200])
    assert.equal(page.sha256, createHash('sha256').update(bytes).digest('hex'))
    const cut = await page.cut({
      box: { x: 50, y: 80, width: 100, height: 20 },
      polygon: null,
    })
    const { channels } = await sharp(cut).stats()
    assert.equal(channels.length, 3)
    assert.ok(channels.every(({ min, max }) => min < 60 && max > 180))
  })
}

test('the whole of a see-through picture stands on white', async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 }
  const made = sharp({ create: { width: 40, height: 40, channels: 4, background: clear } })
  const page = await open(await made.png().toBuffer())
  const { dominant } = await sharp(await page.whole()).stats()
  assert.ok(dominant.r > 240)
})

test('what is not a JPEG, PNG, TIFF or WebP picture is refused by its first bytes', async () => {
  const refused = 'not a JPEG, PNG, TIFF or WebP picture'
  const strangers = [
    Buffer.alloc(0),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.from('%PDF-1.7\n'),
    Buffer.from('GIF89a'),
    Buffer.from('\0\0\0\u0018ftypheic', 'latin1'),
    await drawPage().gif().toBuffer(),
    await drawPage().heif({ compression: 'av1' }).toBuffer(),
  ]
  for (const bytes of strangers) assert.equal(await faultOf(bytes), refused)
})

function chunk(kind: string, data: Buffer) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A well-formed PNG header with nothing after it. */
function pngOfSize(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const mark = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([mark, chunk('IHDR', header), chunk('IDAT', Buffer.alloc(0))])
}

test('a picture bomb is refused at the price of its header', async () => {
  assert.equal(
    await faultOf(pngOfSize(100_000, 100_000)),
    'picture of 100000 × 100000 pixels is over the limit of 100 million',
  )
  assert.match(await faultOf(pngOfSize(10_001, 10_000)), /is over the limit of 100 million$/)
  assert.match(await faultOf(pngOfSize(10_000, 10_000)), /^picture is broken: /)
})

test('a picture that ends too early is broken, in every format', async () => {
  for (const name of ['jpeg', 'png', 'tiff, deflate', 'webp']) {
    const bytes = await kinds[name]?.()
    assert.ok(bytes)
    for (const share of [0.1, 0.5, 0.9]) {
      const fault = await faultOf(bytes.subarray(0, Math.floor(bytes.length * share)))
      assert.match(
        fault,
        /^picture is broken: it(s data cannot be read|s header cannot be read| ends too early)$/,
      )
    }
  }
})

test('no bytes make opening a page throw', async () => {
  const heads = ['ffd8ff', '89504e470d0a1a0a', '49492a00', '4d4d002a', '524946460000000057454250']
  const bytes = fc.tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }))
  await fc.assert(
    fc.asyncProperty(bytes, async ([head, rest]) => {
      assert.match(await faultOf(Buffer.concat([Buffer.from(head, 'hex'), rest])), /picture/)
    }),
    { numRuns: 100 },
  )
})

test('the whole of a page is at most 480 pixels on the longer side', async () => {
  const made = sharp({ create: { width: 2000, height: 1000, channels: 3, background: ground } })
  const page = await open(await made.png().toBuffer())
  const { width, height } = await sharp(await page.whole()).metadata()
  assert.deepEqual([width, height], [480, 240])
})
