import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Requester, LimitedAction } from '../model/limit.ts'
import type { HttpContext } from './context.ts'
import { refuse } from './errors.ts'
import { holderOf } from './holder-of.ts'

/** What is refused for being one too many at a time may come again at once: the others take less than that. */
const retryAfterSeconds = 1

/** Counts an action and refuses it with 429 and `Retry-After` if it is over a limit; null if it is within. */
export async function refuseOverLimit(
  context: Pick<HttpContext, 'limits'>,
  reply: FastifyReply,
  action: LimitedAction,
  requester: Requester,
): Promise<boolean> {
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
  app.addHook('onRequest', ({ ip }, reply, done) => {
    const leave = concurrency.enter('request', ip)
    if (!leave) return done(tooManyAtOnce(reply))
    reply.raw.once('close', leave)
    done()
  })
}

function tooManyAtOnce(reply: FastifyReply): TooManyAtOnce {
  reply.headers({
    'Retry-After': retryAfterSeconds,
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
  })
  return new TooManyAtOnce()
}

/**
 * Lets requests to any address begin a few at a time, each network in turn, once their bodies have arrived: then
 * nobody holds up others with a slow one. What was given up meanwhile does not begin.
 */
export function beginInTurn(app: FastifyInstance, { beginnings }: Pick<HttpContext, 'beginnings'>) {
  app.addHook('preValidation', async ({ ip }, reply) => {
    if (!(await beginnings.wait(ip))) throw tooManyAtOnce(reply)
    return reply.raw.closed ? reply.hijack() : undefined
  })
}

/** What ends the turn of each request that has one. */
const turns = new WeakMap<FastifyRequest, () => void>()

/**
 * Before the handler of what costs most: waits until it is the turn of the request's network, and refuses the
 * request if too much of it waits already. However much one network asks for, the request of another waits only
 * for what is being done, and for one of each network. The turn ends before the reply is sent, so that nobody
 * holds one by not reading it.
 */
export function waitForTurn(context: Pick<HttpContext, 'requestQueue' | 'findHolder'>) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> => {
    const { networkHash } = await holderOf(context, request)
    const leave = await context.requestQueue.enter(networkHash)
    if (!leave) return refuseBusy(reply)
    turns.set(request, leave)
    reply.raw.once('close', leave)
    if (reply.raw.closed) leave()
    return undefined
  }
}

/** Ends the turn of a request that goes on to wait for something else. */
export function endTurn(request: FastifyRequest): void {
  turns.get(request)?.()
}

/** Ends turns as soon as there is something to send. */
export function endTurns(app: FastifyInstance): void {
  app.addHook('onSend', (request, _reply, _payload, done) => {
    endTurn(request)
    done()
  })
}
