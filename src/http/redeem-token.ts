import type { FastifyReply } from 'fastify'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { redeemToken, type Redemption, type TokenClaim } from '../challenge/redeem.ts'
import type { HttpContext } from './context.ts'
import { whenLost } from './lost-answer.ts'

const triesMax = 3

/** Redeems a token in answer to a request, and gives it back where the answer to it is lost. */
export async function redeemForReply(
  context: HttpContext,
  reply: FastifyReply,
  claim: TokenClaim,
): Promise<Redemption> {
  const redemption = await redeemWhenGivenBack(context, claim)
  if ('redeemed' in redemption) await giveBackWhenLost(reply, redemption.redeemed.giveBack)
  return redemption
}

// A client that gave up and asks again may be read before its first hanging up is, and its token still lie
// with the first answer: it is given back within a turn of the event loop.
async function redeemWhenGivenBack(context: HttpContext, claim: TokenClaim): Promise<Redemption> {
  for (let tries = 1; ; tries += 1) {
    const redemption = await redeemToken(context, claim)
    const isTaken = 'refused' in redemption && redemption.refused === 'already redeemed'
    if (!isTaken || tries >= triesMax) return redemption
    await nextTurn()
  }
}

// A client that hung up without an answer asks again, and must not be told that the token was seen. Where
// the store was busy, nothing could be read of it meanwhile: so the event loop turns before we look.
async function giveBackWhenLost(reply: FastifyReply, giveBack: () => Promise<void>): Promise<void> {
  await nextTurn()
  whenLost(reply, () => {
    giveBack().catch((cause: unknown) =>
      reply.log.error({ err: { message: String(cause) } }, 'a token could not be given back'),
    )
  })
}
