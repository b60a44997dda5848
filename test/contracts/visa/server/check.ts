import { z } from 'zod'
import type { TokenRefusal } from '../../../../src/challenge/redeem.ts'
import { readToken } from '../../../../src/challenge/token.ts'
import type { App, HttpContext } from '../../../../src/http/context.ts'
import { redeemForReply } from '../../../../src/http/redeem-token.ts'
import { contract, testVisa } from './names.ts'

const lengthMax = 2048
const asked = z.object({ key: z.string().max(lengthMax), visa: z.string().max(lengthMax) })

/** The reply to the site's server about a visa. */
export type Checked =
  { good: true; for: string; since: number } | { good: false; why: (typeof reasons)[TokenRefusal] }

const reasons = {
  unknown: 'no-visa',
  'foreign contract': 'no-visa',
  'foreign site': 'not-yours',
  'unknown secret': 'bad-key',
  'foreign secret': 'not-yours',
  'no address': 'not-yours',
  expired: 'old',
  'already redeemed': 'used',
} as const satisfies Record<TokenRefusal, string>

/** Answers the site's server whether a visa is good, once. */
export async function addCheckRoutes(app: App, context: HttpContext): Promise<void> {
  app.post('/visa/check', { schema: { body: asked } }, async (request, reply): Promise<Checked> => {
    const { key: secret, visa } = request.body
    if (visa === testVisa) return { good: true, for: contract, since: 0 }
    const read = await readToken(context, contract, visa)
    if ('refused' in read) return { good: false, why: reasons[read.refused] }
    const claim = { contract, token: read.token, secret, sitekey: null, hasAddress: false }
    const redemption = await redeemForReply(context, reply, claim)
    if ('refused' in redemption) return { good: false, why: reasons[redemption.refused] }
    const { site, record } = redemption.redeemed
    return { good: true, for: site.name, since: record.passedAtMs }
  })
}
