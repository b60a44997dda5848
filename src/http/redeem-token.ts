import type { FastifyReply } from 'fastify'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { redeemToken, type Redemption, type TokenClaim } from '../challenge/redeem.ts'
import type { HttpContext } from './context.ts'
import { noteOutcome } from './log.ts'
import { whenLost } from './lost-answer.ts'

const triesMax = 3

/** Redeems a token for a request, and gives it back if the response is lost. */
export async function redeemForReply(
  context: HttpContext,
  reply: FastifyReply,
  claim: TokenClaim,
): Promise<Redemption> {
  const redemption = await redeemWhenGivenBack(context, claim)
  const site = 'refused' in redemption ? redemption.site : redemption.redeemed.site
  if (site) noteOutcome(reply, { site: site.name })
  if ('refused' in redemption) return redemption
  await giveBackWhenLost(reply, redemption.redeemed.giveBack)
  return redemption
}

// If a client gave up and asks again, its second request may be read before its first hang-up, while the
// first response still holds the token; that is given back within one turn of the event loop.
async function redeemWhenGivenBack(context: HttpContext, claim: TokenClaim): Promise<Redemption> {
  for (let tries = 1; ; tries += 1) {
    const redemption = await redeemToken(context, claim)
    const isTaken = 'refused' in redemption && redemption.refused === 'already redeemed'
    if (!isTaken || tries >= triesMax) return redemption
    await nextTurn()
  }
}

// A client that hung up without a response asks again, and its token must still be good. While the store was
// busy, no hang-up could be noticed, so let the event loop turn before we look.
async function giveBackWhenLost(reply: FastifyReply, giveBack: () => Promise<void>): Promise<void> {
  await nextTurn()
  whenLost(reply, () => {
    giveBack().catch((cause: unknown) =>
      reply.log.error({ err: { message: String(cause) } }, 'a token could not be given back'),
    )
  })
}
