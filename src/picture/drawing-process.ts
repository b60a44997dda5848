import sharp from 'sharp'
import type { PictureServing } from '../model/picture.ts'
import { asJpeg, drawVariant } from './variant.ts'

/** What the process is asked for: one showing of a cut picture, or a showing as JPEG. */
export type DrawingOrder = { id: number } & (
  { cut: Uint8Array; serving: PictureServing; seed: number } | { served: Uint8Array }
)

/** What it answers: the picture, or why there is none. */
export type DrawingReply = { id: number } & ({ picture: Uint8Array } | { fault: string })

// The process that draws for the requests of a service, which starts it, so that they do not wait for it. It ends when
// the service is done with it or gone, and not before: a request may still be waiting.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())

// Several pictures are drawn at once, and no picture again.
sharp.concurrency(1)
sharp.cache(false)

process.on('message', (order: DrawingOrder) => {
  void draw(order).then((reply) => process.send?.(reply, undefined, undefined, () => undefined))
})

async function draw(order: DrawingOrder): Promise<DrawingReply> {
  const { id } = order
  try {
    const picture =
      'served' in order
        ? await asJpeg(order.served)
        : await drawVariant(order.cut, order.serving, order.seed)
    return { id, picture }
  } catch (cause) {
    return { id, fault: String(cause) }
  }
}
