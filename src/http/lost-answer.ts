import type { FastifyReply } from 'fastify'

/**
 * Calls once where the client has hung up, or the connection breaks before the answer is written; never
 * after it was. What a client did while the store held up the event loop is seen a turn of the loop later.
 */
export function whenLost({ raw, request }: FastifyReply, call: () => void): void {
  const { socket } = request.raw
  // A socket that has ended is closed on our side as well: nothing that is written to it arrives.
  if (raw.closed || socket.readableEnded || socket.destroyed) return call()
  let isWritten = false
  raw.once('finish', () => (isWritten = true))
  raw.once('close', () => {
    if (!isWritten) call()
  })
}
