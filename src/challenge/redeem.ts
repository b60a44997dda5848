import type { AnswerName } from '../model/answer.ts'
import type { ContractName } from '../model/challenge.ts'
import { isGoodFor, type FindActiveSecret } from '../model/secret.ts'
import type { Site } from '../model/site.ts'
import type { TokenRecord } from '../model/token.ts'
import { peekChallenge } from './ticket.ts'
import { readWork } from './work.ts'
import { giveTokenBack, takeToken, type Token, type TokenFault } from './token.ts'
import type { ChallengeContext } from './context.ts'

/** What redeeming a token needs from the outside world. */
export type RedeemContext = Pick<ChallengeContext, 'sites' | 'tickets' | 'clock'> & {
  findActiveSecret: FindActiveSecret
}

/** What a site's server presents for a token. `sitekey` is the one it expects, or null if it names none. */
export type TokenClaim = {
  contract: ContractName
  token: Token
  secret: string
  sitekey: string | null
  /** Whether it sent the visitor's address, which some sites require. */
  hasAddress: boolean
}

/** Why a token is not redeemed. Each contract has a code for each. */
export type TokenRefusal =
  | TokenFault
  | 'foreign site'
  | 'unknown secret'
  | 'foreign secret'
  | 'no address'
  | 'expired'
  | 'already redeemed'

/** A redeemed token: its site and what it was worth. `giveBack` undoes it. */
export type Redeemed = { site: Site; record: TokenRecord; giveBack: () => Promise<void> }

/** What became of a token. A refusal names the site once a good secret has shown whose it is. */
export type Redemption = { redeemed: Redeemed } | { refused: TokenRefusal; site?: Site }

/**
 * Redeems a token for its site's server, once. Checks run in the order of `TokenRefusal`, and the first that
 * fails is reported. A refusal uses nothing up.
 */
export async function redeemToken(context: RedeemContext, claim: TokenClaim): Promise<Redemption> {
  const { token, contract } = claim
  if (claim.sitekey !== null && claim.sitekey !== token.sitekey) return { refused: 'foreign site' }
  const secret = await context.findActiveSecret(claim.secret)
  if (!secret) return { refused: 'unknown secret' }
  const site = await context.sites.find(token.sitekey)
  if (!site || !isGoodFor(secret, site, context.clock())) return { refused: 'foreign secret' }
  if (site.needsRemoteIp && !claim.hasAddress) return { refused: 'no address', site }
  const isOver = (): boolean => token.expiresAtMs <= context.clock()
  if (isOver()) return { refused: 'expired', site }
  const record = await takeToken(context, token)
  if (!record) return { refused: isOver() ? 'expired' : 'already redeemed', site }
  const giveBack = (): Promise<void> => giveTokenBack(context, token, record)
  if (record.contract === contract) return { redeemed: { site, record, giveBack } }
  // Only a token of the previous version gets here: it names no contract, but its record does.
  await giveBack()
  return { refused: 'foreign contract', site }
}

/** Why a challenge does not count: its answer was wrong, there is none yet, or any other reason. */
export type ChallengeRefusal = 'failed' | 'unanswered' | 'unknown'

/**
 * Looks for its site's server whether a challenge was passed; that changes nothing. A challenge is also unknown
 * if it is foreign or old, or was answered through another contract.
 */
export async function checkChallenge(
  context: Pick<ChallengeContext, 'answers' | 'tickets' | 'settings' | 'signer' | 'clock'>,
  name: AnswerName,
): Promise<'passed' | ChallengeRefusal> {
  if (await peekChallenge(context, name.sitekey, name.challengeId)) return 'unanswered'
  const verdict = await context.answers.readVerdict(name, context.settings.verdictTtlMs)
  if (verdict === 'pass') return 'passed'
  if (verdict === 'fail') return 'failed'
  // Of work nothing is kept until it is answered.
  return (await readWork(context, name, name.challengeId)) ? 'unanswered' : 'unknown'
}
