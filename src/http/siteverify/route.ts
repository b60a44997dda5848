import type { Redemption, TokenClaim } from '../../challenge/redeem.ts'
import type { App, HttpContext } from '../context.ts'
import { holderOf } from '../holder-of.ts'
import { noteOutcome } from '../log.ts'
import { redeemForReply } from '../redeem-token.ts'
import { readEveryBody, type ReadBody } from './body.ts'
import { readFields, type Fields } from './fields.ts'

/** What every contract's siteverify replies at least. */
export type Checked = { success: boolean; 'error-codes'?: readonly string[] }

/** Redeems a token, and gives it back if the reply is lost. */
export type RedeemForReply = (claim: TokenClaim) => Promise<Redemption>

/** What differs between the contracts' siteverify addresses. */
export type Siteverify<Name extends string> = {
  address: string
  methods: readonly ('GET' | 'POST')[]
  /** The fields that are read. */
  names: readonly Name[]
  /** Checks a token, and redeems it if and only if everything is right. */
  check: (context: HttpContext, fields: Fields<Name>, redeem: RedeemForReply) => Promise<Checked>
  /** The reply to a request that is not checked. */
  refuse: (why: 'bad-request' | 'rate-limited') => Checked
  /** How the vendor indents the reply: some clients read it as text. Without it, the reply is one line. */
  indentSpaces?: number
}

/**
 * For a site's server: check a token, once. The reply to any request is 200 with JSON, since clients take
 * another status for an outage; only who guesses secrets gets 429.
 */
export async function addSiteverifyRoute<Name extends string>(
  app: App,
  context: HttpContext,
  { address, methods, names, check, refuse, indentSpaces }: Siteverify<Name>,
): Promise<void> {
  readEveryBody(app, refuse)
  app.head(address, async (_, reply) => reply.type('application/json; charset=utf-8').send())
  app.route({
    method: [...methods],
    url: address,
    exposeHeadRoute: false,
    handler: async (request, reply): Promise<Checked> => {
      reply.header('Cache-Control', 'no-store')
      if (indentSpaces !== undefined)
        reply
          .type('application/json; charset=utf-8')
          .serializer((body: unknown) => JSON.stringify(body, null, indentSpaces))
      const query = request.url.split('?').slice(1).join('?')
      const fields = readFields(names, query, request.body as ReadBody)
      const checked = fields
        ? await check(context, fields, (claim) => redeemForReply(context, reply, claim))
        : refuse('bad-request')
      noteOutcome(reply, { outcome: checked['error-codes']?.[0] ?? 'redeemed' })
      if (!hasBadSecret(checked)) return checked
      const actor = { holder: await holderOf(context, request), sitekey: null }
      const waitSeconds = await context.limits.take('bad-secret', actor)
      if (waitSeconds === null) return checked
      noteOutcome(reply, { outcome: 'rate-limited' })
      reply.code(429).header('Retry-After', waitSeconds)
      return refuse('rate-limited')
    },
  })
}

// Only who guesses secrets is limited: a good secret is looked up however busy its network is.
function hasBadSecret({ 'error-codes': codes = [] }: Checked): boolean {
  return codes.includes('invalid-input-secret')
}
