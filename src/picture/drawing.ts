import { Worker } from 'node:worker_threads'
import type { AsJpeg, DrawVariant } from '../model/picture.ts'
import type { DrawingOrder, DrawingReply } from './drawing-thread.ts'

type Task = { resolve: (picture: Buffer) => void; reject: (cause: Error) => void }

// So that `Omit` leaves both shapes of an order what they are.
type Ordered = DrawingOrder extends infer Order
  ? Order extends DrawingOrder
    ? Omit<Order, 'id'>
    : never
  : never

/** Draws and converts in a thread of its own. */
export type Drawing = { drawVariant: DrawVariant; asJpeg: AsJpeg; close: () => Promise<void> }

/**
 * Opens drawing in a thread beside the event loop. It starts at the first picture. If it dies, what it was drawing
 * fails, and the next picture starts another.
 */
export function openDrawing(): Drawing {
  let thread: Worker | null = null
  let orders = 0
  const tasks = new Map<number, Task>()

  function start(): Worker {
    const started = new Worker(new URL('./drawing-thread.ts', import.meta.url))
    started.unref()
    started.on('message', (reply: DrawingReply) => {
      const task = tasks.get(reply.id)
      tasks.delete(reply.id)
      if ('fault' in reply) task?.reject(new Error(reply.fault))
      else task?.resolve(Buffer.from(reply.picture))
    })
    started.on('error', (cause) => end(String(cause)))
    started.on('exit', () => end('it ended'))
    return started
  }

  function end(why: string): void {
    thread = null
    for (const { reject } of tasks.values()) reject(new Error(`the drawing thread failed: ${why}`))
    tasks.clear()
  }

  function ask(order: Ordered): Promise<Buffer> {
    thread ??= start()
    const to = thread
    const id = (orders += 1)
    return new Promise((resolve, reject) => {
      tasks.set(id, { resolve, reject })
      to.postMessage({ id, ...order }, [])
    })
  }

  return {
    drawVariant: (cut, serving, seed) => ask({ cut, serving, seed }),
    asJpeg: (served) => ask({ served }),
    close: async () => void (await thread?.terminate()),
  }
}
