import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Requester, LimitedAction } from '../model/limit.ts'
import type { HttpContext } from './context.ts'
import { refuse } from './errors.ts'

/** What is refused for being one too many at a time may come again at once: the others take less than that. */
const retryAfterSeconds = 1

/**
 * Counts an action and refuses it with 429 and `Retry-After` if it is over a limit; says whether it did. It does
 * not return the reply: awaiting that gives nothing, and the caller would go on.
 */
export async function refuseOverLimit(
  context: Pick<HttpContext, 'limits' | 'concurrency'>,
  reply: FastifyReply,
  action: LimitedAction,
  requester: Requester,
): Promise<boolean> {
  const leave = context.concurrency.enter(action, reply.request.ip)
  if (!leave) {
    refuseBusy(reply)
    return true
  }
  reply.raw.once('close', leave)
  const waitSeconds = await context.limits.take(action, requester)
  if (waitSeconds === null) return false
  refuse(reply.header('Retry-After', waitSeconds), 'rate_limited')
  return true
}

/** Refuses what would have to wait for too much else of the same hand. */
export function refuseBusy(reply: FastifyReply): FastifyReply {
  return refuse(reply.header('Retry-After', retryAfterSeconds), 'rate_limited')
}

/** What a request over the limit of concurrent ones throws, so that each contract refuses it in its own shape. */
class TooManyAtOnce extends Error {
  readonly statusCode = 429
}

/**
 * Limits the connections and the requests that one hand has at a time, before anything is done for them. All
 * connections through a trusted proxy are the proxy's own, so those are not counted.
 */
export function limitConcurrency(
  app: FastifyInstance,
  { concurrency, isTrustedProxy }: Pick<HttpContext, 'concurrency' | 'isTrustedProxy'>,
): void {
  app.server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    if (isTrustedProxy?.(address)) return
    const leave = concurrency.enter('connection', address)
    if (leave) socket.once('close', leave)
    else socket.destroy()
  })
  app.addHook('onRequest', async ({ ip }, reply) => {
    const leave = concurrency.enter('request', ip)
    if (!leave) {
      reply.header('Retry-After', retryAfterSeconds).header('Access-Control-Allow-Origin', '*')
      throw new TooManyAtOnce()
    }
    reply.raw.once('close', leave)
  })
}
