import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SiteverifyReply } from '../../../wire/siteverify.ts'
import { answerThrown } from '../../errors.ts'
import type { App, HttpContext } from '../../context.ts'
import { redeemForReply } from '../../redeem-token.ts'
import { checkToken, refusal } from './check-token.ts'
import { readBody, readFields } from './fields.ts'
import { holderOf } from '../../holder-of.ts'

const mediaType = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;.*)?$/

/**
 * For a site's server: check a token, once. The reply to any request is 200 with JSON, since clients take
 * another status for an outage; only who guesses secrets gets 429.
 */
export async function addSiteverifyRoutes(app: App, context: HttpContext): Promise<void> {
  readEveryBody(app)
  app.setErrorHandler(answerRefused)
  app.addHook('onRequest', forgetBrokenType)
  app.route({
    method: ['GET', 'POST'],
    url: '/siteverify',
    exposeHeadRoute: false,
    handler: async (request, reply): Promise<SiteverifyReply> => {
      reply.header('Cache-Control', 'no-store')
      const query = request.url.split('?').slice(1).join('?')
      const fields = readFields(query, request.body)
      if (!fields) return refusal('bad-request')
      const checked = await checkToken(context, fields, (claim) =>
        redeemForReply(context, reply, claim),
      )
      if (!hasBadSecret(checked)) return checked
      const actor = { holder: await holderOf(context, request), sitekey: null }
      const waitSeconds = await context.limits.take('bad-secret', actor)
      if (waitSeconds === null) return checked
      reply.code(429).header('Retry-After', waitSeconds)
      return refusal('rate-limited')
    },
  })
}

// Only who guesses secrets is limited: a good secret is looked up however busy its network is.
function hasBadSecret(checked: SiteverifyReply): boolean {
  if (checked.success) return false
  return checked['error-codes'].some((code) => code === 'invalid-input-secret')
}

function readEveryBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'string' },
    async (request: FastifyRequest, text: string) =>
      readBody(request.headers['content-type'] ?? '', text),
  )
}

// A body with an invalid media type is read like one without a type: by what it looks like.
async function forgetBrokenType({ raw }: FastifyRequest): Promise<void> {
  if (!mediaType.test(raw.headers['content-type'] ?? '')) delete raw.headers['content-type']
}

function answerRefused(
  thrown: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if ((thrown.statusCode ?? 500) >= 500) return answerThrown(thrown, request, reply)
  if (thrown.statusCode === 429) return reply.code(429).send(refusal('rate-limited'))
  return reply.code(200).header('Cache-Control', 'no-store').send(refusal('bad-request'))
}
