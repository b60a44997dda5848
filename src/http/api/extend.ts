import { z } from 'zod'
import { extendChallenge } from '../../challenge/extend.ts'
import type { ExtendReply, ExtendRequest } from '../../wire/api.ts'
import { idShape } from '../challenge-wire.ts'
import type { App, HttpContext } from '../context.ts'
import { refuse } from '../errors.ts'
import { holderOf } from '../holder-of.ts'
import { refuseOverLimit } from '../limited.ts'

const extend = z.strictObject({ challenge: idShape }) satisfies z.ZodType<ExtendRequest>

/** For visitors to get more time for an open challenge. Open to pages of any origin. */
export async function addExtendRoutes(app: App, context: HttpContext): Promise<void> {
  app.post('/api/extend', { schema: { body: extend } }, async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    const holder = await holderOf(context, request)
    if (await refuseOverLimit(context, reply, 'answer', { holder, sitekey: null })) return reply
    const seconds = await extendChallenge(context, request.body.challenge)
    if (typeof seconds === 'string') return refuse(reply, seconds)
    return reply.send({ expires_in_seconds: seconds } satisfies ExtendReply)
  })
}
