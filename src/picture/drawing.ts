import type { ChildProcess } from 'node:child_process'
import type { AsJpeg, DrawVariant } from '../model/picture.ts'
import type { DrawingOrder, DrawingReply } from './drawing-process.ts'

/** A process prepares one picture while it encodes others; more would only wait. */
const ordersAtOnce = 3

type Task = { resolve: (picture: Buffer) => void; reject: (cause: Error) => void }

// So that `Omit` leaves both shapes of an order what they are.
type Ordered = DrawingOrder extends infer Order
  ? Order extends DrawingOrder
    ? Omit<Order, 'id'>
    : never
  : never

/** Draws and converts in processes of its own. */
export type Drawing = { drawVariant: DrawVariant; asJpeg: AsJpeg; close: () => void }

/** How processes that draw are started, from the module they run, and how many there may be. */
export type DrawingProcesses = { start: (module: URL) => ChildProcess; processesMax: number }

/**
 * Opens drawing beside the event loop. The first process starts at the first picture, another when all are busy. If
 * one dies, what it was drawing fails, and a later picture starts another.
 */
export function openDrawing({ start, processesMax }: DrawingProcesses): Drawing {
  const started = new Set<Painter>()

  function ask(order: Ordered): Promise<Buffer> {
    const [idlest] = [...started].toSorted((one, other) => one.busy() - other.busy())
    const mayStart = started.size < processesMax && (idlest?.busy() ?? ordersAtOnce) >= ordersAtOnce
    return (idlest && !mayStart ? idlest : add()).draw(order)
  }

  function add(): Painter {
    const painter = openPainter(start(new URL('./drawing-process.ts', import.meta.url)), () =>
      started.delete(painter),
    )
    started.add(painter)
    return painter
  }

  return {
    drawVariant: (cut, serving, seed) => ask({ cut, serving, seed }),
    asJpeg: (served) => ask({ served }),
    close: () => {
      for (const painter of started) painter.close()
    },
  }
}

/** One process that draws. */
type Painter = { busy: () => number; draw: (order: Ordered) => Promise<Buffer>; close: () => void }

function openPainter(child: ChildProcess, onEnd: () => void): Painter {
  const tasks = new Map<number, Task>()
  let orders = 0
  // It keeps nobody waiting who has no picture to wait for.
  child.unref()
  child.channel?.unref()

  function end(why: string): void {
    onEnd()
    for (const { reject } of tasks.values()) reject(new Error(`a drawing process failed: ${why}`))
    tasks.clear()
  }

  child.on('message', (reply: DrawingReply) => {
    const task = tasks.get(reply.id)
    tasks.delete(reply.id)
    if (tasks.size === 0) child.channel?.unref()
    if ('fault' in reply) task?.reject(new Error(reply.fault))
    else task?.resolve(Buffer.from(reply.picture))
  })
  child.on('error', (cause) => end(String(cause)))
  child.on('exit', (code, signal) => end(signal ?? `exit code ${code}`))

  return {
    busy: () => tasks.size,
    draw: (order) => {
      const id = (orders += 1)
      child.channel?.ref()
      return new Promise((resolve, reject) => {
        tasks.set(id, { resolve, reject })
        child.send({ id, ...order }, (cause) => {
          if (!cause) return
          tasks.delete(id)
          reject(cause)
        })
      })
    },
    close: () => {
      onEnd()
      if (child.connected) child.disconnect()
    },
  }
}
