import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { openDrawing } from './drawing.ts'
import { asJpeg, drawVariant } from './variant.ts'

const serving = { layout: 'strip', widthPixels: 300, heightPixels: 80 } as const

describe('drawing in a thread', () => {
  test('gives what drawing gives, fails alone, and starts again after it was closed', async () => {
    const background = '#ccb'
    const cut = await sharp({ create: { width: 90, height: 30, channels: 3, background } })
      .png()
      .toBuffer()
    const drawing = openDrawing()
    const [picture, broken] = await Promise.allSettled([
      drawing.drawVariant(cut, serving, 7),
      drawing.drawVariant(Buffer.from('no picture'), serving, 7),
    ])
    const expected = await drawVariant(cut, serving, 7)
    assert.deepEqual(picture, { status: 'fulfilled', value: expected })
    assert.match(String(broken.status === 'rejected' && broken.reason), /unsupported image format/)
    await drawing.close()
    assert.deepEqual(await drawing.asJpeg(expected), await asJpeg(expected))
    await drawing.close()
  })
})
