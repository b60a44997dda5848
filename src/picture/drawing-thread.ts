import { parentPort } from 'node:worker_threads'
import type { PictureServing } from '../model/picture.ts'
import { asJpeg, drawVariant } from './variant.ts'

/** What the thread is asked for: one showing of a cut picture, or a showing as JPEG. */
export type DrawingOrder = { id: number } & (
  { cut: Uint8Array; serving: PictureServing; seed: number } | { served: Uint8Array }
)

/** What it answers: the picture, or why there is none. */
export type DrawingReply = { id: number } & ({ picture: Uint8Array } | { fault: string })

/**
 * Encoding runs on four threads that the whole process shares, also with reading files. Two at once leave two, and
 * one picture is prepared while the other is encoded.
 */
const atOnceMax = 2

// The thread that draws for the requests of a service, which starts it, so that they do not wait for it.
const port = parentPort
const waiting: DrawingOrder[] = []
let going = 0

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

async function drawWaiting(): Promise<void> {
  going += 1
  for (let order = waiting.shift(); order; order = waiting.shift())
    port?.postMessage(await draw(order), [])
  going -= 1
}

port?.on('message', (order: DrawingOrder) => {
  waiting.push(order)
  if (going < atOnceMax) void drawWaiting()
})
