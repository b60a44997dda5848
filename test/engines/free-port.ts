import { createServer } from 'node:http'
import { listen } from '../browser/listen.ts'

/** A port of this machine that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer(), 0)
  await close()
  return port
}
