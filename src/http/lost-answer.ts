import type { FastifyReply } from 'fastify'

/**
 * Calls back once if the client hangs up or the connection breaks before the response is written; never
 * after. What a client did while the store blocked the event loop shows one turn of the loop later.
 */
export function whenLost({ raw, request }: FastifyReply, call: () => void): void {
  const { socket } = request.raw
  // A socket that has ended is closed on our side as well: nothing written to it arrives.
  if (raw.closed || socket.readableEnded || socket.destroyed) return call()
  let isWritten = false
  raw.once('finish', () => (isWritten = true))
  raw.once('close', () => {
    if (!isWritten) call()
  })
}
