import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { describe, test } from 'node:test'
import sharp from 'sharp'
import { openDrawing } from './drawing.ts'
import { asJpeg, drawVariant } from './variant.ts'

const serving = { layout: 'strip', widthPixels: 300, heightPixels: 80 } as const
const tile = { layout: 'tile', widthPixels: 80, heightPixels: 80 } as const

function drawPlain(): Promise<Buffer> {
  const background = '#ccb'
  return sharp({ create: { width: 90, height: 30, channels: 3, background } })
    .png()
    .toBuffer()
}

function openPool(processesMax: number) {
  const started: ReturnType<typeof fork>[] = []
  const start = (module: URL): ReturnType<typeof fork> => {
    const child = fork(module, { serialization: 'advanced' })
    started.push(child)
    return child
  }
  return { started, drawing: openDrawing({ start, processesMax }) }
}

describe('drawing in other processes', () => {
  test('gives what drawing gives, fails alone, and starts again after it was closed', async () => {
    const cut = await drawPlain()
    const { drawing, started } = openPool(1)
    const [picture, broken] = await Promise.allSettled([
      drawing.drawVariant(cut, serving, 7),
      drawing.drawVariant(Buffer.from('no picture'), serving, 7),
    ])
    assert.deepEqual(picture, { status: 'fulfilled', value: await drawVariant(cut, serving, 7) })
    assert.match(String(broken.status === 'rejected' && broken.reason), /unsupported image format/)
    drawing.close()
    const webp = await drawVariant(cut, tile, 7)
    assert.deepEqual(await drawing.asJpeg(webp), await asJpeg(webp))
    assert.equal(started.length, 2)
    drawing.close()
  })

  test('another process starts only when all are busy, and never more than allowed', async () => {
    const cut = await drawPlain()
    const { drawing, started } = openPool(2)
    await drawing.drawVariant(cut, serving, 1)
    await drawing.drawVariant(cut, serving, 2)
    assert.equal(started.length, 1)
    const seeds = Array.from({ length: 20 }, (_, seed) => seed)
    const drawn = await Promise.all(seeds.map((seed) => drawing.drawVariant(cut, serving, seed)))
    assert.equal(new Set(drawn.map(String)).size, 20)
    assert.equal(started.length, 2)
    drawing.close()
  })

  test('what a process that dies was drawing fails, and the next picture is drawn by another', async () => {
    const cut = await drawPlain()
    const { drawing, started } = openPool(1)
    const first = await drawing.drawVariant(cut, serving, 3)
    const waiting = drawing.drawVariant(cut, serving, 3)
    started[0]?.kill('SIGKILL')
    await assert.rejects(waiting, /a drawing process failed: SIGKILL/)
    assert.deepEqual(await drawing.drawVariant(cut, serving, 3), first)
    drawing.close()
  })

  test('it goes on when the terminal or the system tells all processes to end, as a request may wait', async () => {
    const cut = await drawPlain()
    const { drawing, started } = openPool(1)
    await drawing.drawVariant(cut, serving, 3)
    started[0]?.kill('SIGTERM')
    started[0]?.kill('SIGINT')
    await drawing.drawVariant(cut, serving, 4)
    assert.equal(started.length, 1)
    drawing.close()
  })
})
