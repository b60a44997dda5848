import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'

const tries = 600
const betweenTriesMs = 100

/** Waits until something listens at a port of this machine, for servers that do not tell when they are ready. */
export async function waitForPort(port: number): Promise<void> {
  for (let n = 0; n < tries; n++) {
    if (await isOpen(port)) return
    await setTimeout(betweenTriesMs)
  }
  throw new Error(`nothing listens at port ${port}`)
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (is: boolean) => () => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', end(true)).once('error', end(false))
  })
}
