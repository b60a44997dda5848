import type { FastifyReply } from 'fastify'
import type { Requester, LimitedAction } from '../model/limit.ts'
import type { HttpContext } from './context.ts'
import { refuse } from './errors.ts'

/** Counts an action and refuses it with 429 and `Retry-After` if it is over a limit; null if it is within. */
export async function refuseOverLimit(
  context: Pick<HttpContext, 'limits'>,
  reply: FastifyReply,
  action: LimitedAction,
  requester: Requester,
): Promise<FastifyReply | null> {
  const waitSeconds = await context.limits.take(action, requester)
  if (waitSeconds === null) return null
  return refuse(reply.header('Retry-After', waitSeconds), 'rate_limited')
}
