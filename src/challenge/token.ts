import type { ContractName } from '../model/challenge.ts'
import type { Ticket } from '../model/stores.ts'
import type { TokenRecord } from '../model/token.ts'
import type { ChallengeContext } from './context.ts'

const prefix = 'P1_'
const idBytes = 24
const timeBytes = 6
const tokenLengthMax = 2048
const tokenShape = /^P1_([\w-]+)\.([\w-]+)$/
const claimsShape = /^(.+)\.([\da-z]+)\.([a-z][a-z\d-]*)\.$/s
const claimsShapeBefore = /^(.+)\.([\da-z]+)\.$/s

/** What a token says about itself: its site, its id, and when it expires. */
export type Token = { sitekey: string; id: string; expiresAtMs: number }

/** Why a text is no token of a contract: the service has not signed it, or signed it for another contract. */
export type TokenFault = 'unknown' | 'foreign contract'

/** What making tokens needs from the outside world. */
export type TokenContext = Pick<ChallengeContext, 'random' | 'signer'> & {
  settings: Pick<ChallengeContext['settings'], 'tokenTtlMs'>
}

/** A token as the page gets it, and the ticket that makes it good once it is put. */
export type MadeToken = { text: string; ticket: Ticket }

/**
 * Makes a token for a pass, with the ticket of what it is worth. The token is `P1_`, the sitekey, the expiry, the
 * contract, the time and 18 random bytes, with a signature over all of it. For every sitekey as long as a UUID it is
 * 100 to 2048 letters, digits, `_`, `-` and `.`. What is kept can be taken once, and is kept no longer than
 * the token lives.
 */
export async function makeToken(
  context: TokenContext,
  sitekey: string,
  record: TokenRecord,
): Promise<MadeToken> {
  const chance = context.random(idBytes)
  // In the order of time, so that tickets lie together on the disk.
  chance.writeUIntBE(record.passedAtMs, 0, timeBytes)
  const expiresAtMs = record.passedAtMs + context.settings.tokenTtlMs
  const claims = Buffer.from(`${sitekey}.${expiresAtMs.toString(36)}.${record.contract}.`)
  const head = prefix + Buffer.concat([claims, chance]).toString('base64url')
  const token = { sitekey, id: chance.toString('hex'), expiresAtMs }
  const text = `${head}.${await context.signer.sign(head)}`
  return { text, ticket: ticketOf(token, record) }
}

/**
 * Reads what a token says about itself, for the contract that is asked to redeem it. The signature is over
 * the characters as they stand, so that no other spelling of the same bytes passes.
 */
export async function readToken(
  context: Pick<ChallengeContext, 'signer'>,
  contract: ContractName,
  text: string,
): Promise<{ token: Token } | { refused: TokenFault }> {
  const claims = await readClaims(context, text)
  if (!claims) return { refused: 'unknown' }
  const claimed = String(claims.subarray(0, -idBytes))
  // A token of the previous version names no contract. Its record does, and is checked when it is taken.
  const [, sitekey, end, named] = claimsShape.exec(claimed) ?? claimsShapeBefore.exec(claimed) ?? []
  if (!sitekey || !end) return { refused: 'unknown' }
  if (named !== undefined && named !== contract) return { refused: 'foreign contract' }
  const id = claims.subarray(-idBytes).toString('hex')
  return { token: { sitekey, id, expiresAtMs: Number.parseInt(end, 36) } }
}

async function readClaims(
  { signer }: Pick<ChallengeContext, 'signer'>,
  text: string,
): Promise<Buffer | null> {
  if (text.length > tokenLengthMax) return null
  const [, claims, signature] = tokenShape.exec(text) ?? []
  if (!claims || !signature) return null
  return (await signer.verify(prefix + claims, signature)) ? Buffer.from(claims, 'base64url') : null
}

/** Takes what a token is worth. Of any number of takers, in any process, one gets it. */
export async function takeToken(
  { tickets }: Pick<ChallengeContext, 'tickets'>,
  { id }: Token,
): Promise<TokenRecord | null> {
  const body = await tickets.take('token', id)
  return body === null ? null : (JSON.parse(body) as TokenRecord)
}

/** Gives back what a token is worth if it was taken but its taker got no answer. */
export function giveTokenBack(
  { tickets }: Pick<ChallengeContext, 'tickets'>,
  token: Token,
  record: TokenRecord,
): Promise<void> {
  return tickets.put(ticketOf(token, record))
}

function ticketOf({ id, expiresAtMs }: Token, record: TokenRecord): Ticket {
  return { kind: 'token', id, body: JSON.stringify(record), expiresAtMs }
}
