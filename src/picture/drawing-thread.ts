import { parentPort } from 'node:worker_threads'
import type { PictureServing } from '../model/picture.ts'
import { asJpeg, drawVariant } from './variant.ts'

/** What the thread is asked for: one showing of a cut picture, or a showing as JPEG. */
export type DrawingOrder = { id: number } & (
  { cut: Uint8Array; serving: PictureServing; seed: number } | { served: Uint8Array }
)

/** What it answers: the picture, or why there is none. */
export type DrawingReply = { id: number } & ({ picture: Uint8Array } | { fault: string })

// The thread that draws for the requests of a service, which starts it, so that they do not wait for it.
const port = parentPort
port?.on('message', (order: DrawingOrder) => {
  const drawing =
    'served' in order ? asJpeg(order.served) : drawVariant(order.cut, order.serving, order.seed)
  const reply = (of: DrawingReply): void => port.postMessage(of, [])
  drawing.then(
    (picture) => reply({ id: order.id, picture }),
    (cause: unknown) => reply({ id: order.id, fault: String(cause) }),
  )
})
