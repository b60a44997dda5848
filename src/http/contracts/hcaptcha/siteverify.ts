import type { SiteverifyReply } from '../../../wire/siteverify.ts'
import type { App, HttpContext } from '../../context.ts'
import { redeemForReply } from '../../redeem-token.ts'
import { checkToken, fieldNames, refusal } from './check-token.ts'
import { holderOf } from '../../holder-of.ts'
import { readEveryBody, type ReadBody } from '../../siteverify/body.ts'
import { readFields } from '../../siteverify/fields.ts'

/**
 * For a site's server: check a token, once. The reply to any request is 200 with JSON, since clients take
 * another status for an outage; only who guesses secrets gets 429.
 */
export async function addSiteverifyRoutes(app: App, context: HttpContext): Promise<void> {
  readEveryBody(app, refusal)
  app.head('/siteverify', async (_, reply) => reply.type('application/json; charset=utf-8').send())
  app.route({
    method: ['GET', 'POST'],
    url: '/siteverify',
    exposeHeadRoute: false,
    handler: async (request, reply): Promise<SiteverifyReply> => {
      reply.header('Cache-Control', 'no-store')
      const query = request.url.split('?').slice(1).join('?')
      const fields = readFields(fieldNames, query, request.body as ReadBody)
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
