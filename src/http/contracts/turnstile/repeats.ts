import type { TokenClaim, TokenRefusal } from '../../../challenge/redeem.ts'
import type { TokenRecord } from '../../../model/token.ts'
import type { HttpContext } from '../../context.ts'
import type { RedeemForReply } from '../../siteverify/route.ts'

/** What became of a token that is redeemed with or without an idempotency key. */
type Repeated = { record: TokenRecord } | { refused: TokenRefusal }

/** Redeems a token; `repeatKey` is the request's idempotency key, empty if it has none. */
export type RedeemRepeatedly = (
  context: Pick<HttpContext, 'tickets'>,
  asked: { claim: TokenClaim; repeatKey: string },
  redeem: RedeemForReply,
) => Promise<Repeated>

/**
 * Opens the memory for repeated requests: one that has the token and the idempotency key of a request that
 * succeeded succeeds, too, for as long as the token would have lived. Of two at the same time the second waits for
 * the first; in another process it may be told that the token was redeemed.
 */
export function openRepeats(): RedeemRepeatedly {
  const running = new Map<string, Promise<unknown>>()

  return async (context, { claim, repeatKey }, redeem) => {
    const name = `${claim.token.id} ${repeatKey.toLowerCase()}`
    if (repeatKey === '') return redeemNew(claim, redeem)
    await running.get(name)
    const redeeming = redeemNamed(context, { claim, name }, redeem)
    const settled = redeeming.catch(() => undefined)
    running.set(name, settled)
    try {
      return await redeeming
    } finally {
      if (running.get(name) === settled) running.delete(name)
    }
  }
}

async function redeemNamed(
  { tickets }: Pick<HttpContext, 'tickets'>,
  { claim, name }: { claim: TokenClaim; name: string },
  redeem: RedeemForReply,
): Promise<Repeated> {
  const redeemed = await redeemNew(claim, redeem)
  if ('record' in redeemed) {
    const { expiresAtMs } = claim.token
    const body = JSON.stringify(redeemed.record)
    // A token whose reply was lost is given back, so its record may be there already.
    if ((await tickets.peek('repeat', name)) === null)
      await tickets.put({ kind: 'repeat', id: name, body, expiresAtMs })
    return redeemed
  }
  if (redeemed.refused !== 'already redeemed') return redeemed
  const body = await tickets.peek('repeat', name)
  return body === null ? redeemed : { record: JSON.parse(body) as TokenRecord }
}

async function redeemNew(claim: TokenClaim, redeem: RedeemForReply): Promise<Repeated> {
  const redemption = await redeem(claim)
  return 'refused' in redemption ? redemption : { record: redemption.redeemed.record }
}
