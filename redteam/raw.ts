import { once } from 'node:events'
import { connect } from 'node:net'
import { assertLoopback } from './client.ts'

const waitsMs = 30_000

/** What came back on a connection, and after how many seconds the service closed it. */
export type Exchange = { got: string; seconds: number }

/** Sends a text down a connection, then a letter now and then; gives what came back until it was closed. */
export async function sendRaw(origin: string, text: string, everyMs: number): Promise<Exchange> {
  assertLoopback(origin)
  const beganMs = performance.now()
  let got = ''
  const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(text))
  const dripping = setInterval(
    () => socket.writable && everyMs > 0 && socket.write('x'),
    everyMs || 1_000,
  )
  const late = setTimeout(() => socket.destroy(), waitsMs)
  socket.on('data', (chunk) => (got += String(chunk))).on('error', () => undefined)
  await once(socket, 'close')
  clearInterval(dripping)
  clearTimeout(late)
  return { got, seconds: Math.round((performance.now() - beganMs) / 100) / 10 }
}
