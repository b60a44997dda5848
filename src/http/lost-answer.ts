import type { FastifyReply } from 'fastify'

/** Calls once where the connection breaks before the answer is written; never after it was. */
export const whenLost = ({ raw }: FastifyReply, call: () => void): void => {
  if (raw.closed) return call()
  let isWritten = false
  raw.once('finish', () => (isWritten = true))
  raw.once('close', () => {
    if (!isWritten) call()
  })
}
