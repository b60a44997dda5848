import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that listens. */
export type Listening = { origin: string; port: number; close: () => Promise<void> }

/** Lets a server listen on this machine; port 0 is any free one. `close` also ends open connections. */
export async function listen(server: Server, port: number): Promise<Listening> {
  const ready = Promise.withResolvers<void>()
  server.once('error', ready.reject)
  server.listen(port, '127.0.0.1', ready.resolve)
  await ready.promise
  const address = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => {
        closed.resolve()
      })
      server.closeAllConnections()
      await closed.promise
    },
  }
}
