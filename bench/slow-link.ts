import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

const packetBytes = 1_400

/** A slow network in front of a server, and what has come down it so far. */
export type SlowLink = {
  origin: string
  /** Connections opened, and bytes that came down. */
  connections: () => number
  downBytes: () => number
  close: () => void
}

/**
 * Opens a link to a server on this machine: each direction takes half the round trip, all that comes down shares
 * the rate, and a new connection costs a round trip before its first byte. There is no slow start and no loss.
 */
export async function openSlowLink(
  to: string,
  { roundTripMs, bytesPerMs }: { roundTripMs: number; bytesPerMs: number },
): Promise<SlowLink> {
  const { hostname, port } = new URL(to)
  const sockets = new Set<Socket>()
  let connections = 0
  let downBytes = 0
  let freeAtMs = 0

  function sendDown(bytes: Buffer, client: Socket): void {
    for (let from = 0; from < bytes.length; from += packetBytes) {
      const packet = bytes.subarray(from, from + packetBytes)
      const now = performance.now()
      freeAtMs = Math.max(freeAtMs, now) + packet.length / bytesPerMs
      setTimeout(
        () => {
          downBytes += packet.length
          client.write(packet)
        },
        freeAtMs - now + roundTripMs / 2,
      )
    }
  }
  const server = createServer((client) => {
    connections += 1
    const readyAtMs = performance.now() + roundTripMs
    const service = connect(Number(port), hostname)
    for (const socket of [client, service]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.setNoDelay(true)
    }
    client.on('data', (bytes) => {
      const waitMs = Math.max(0, readyAtMs - performance.now()) + roundTripMs / 2
      setTimeout(() => service.write(bytes), waitMs)
    })
    service.on('data', (bytes) => sendDown(bytes, client))
    client.on('close', () => service.destroy())
    service.on('close', () => setTimeout(() => client.destroy(), roundTripMs))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    downBytes: () => downBytes,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
