import type { TokenRecord } from '../model/token.ts'
import type { ChallengeContext } from './context.ts'

const prefix = 'P1_'
const idBytes = 24
const tokenLengthMax = 2048
const tokenShape = /^P1_([\w-]+)\.([\w-]+)$/
const claimsShape = /^(.+)\.([\da-z]+)\.$/s

/** What a token says of itself: whose it is, which it is, and when it ends. */
export type Token = { sitekey: string; id: string; expiresAtMs: number }

/** What giving and taking tokens needs of the world outside. */
export type TokenContext = Pick<ChallengeContext, 'tickets' | 'random' | 'seal'> & {
  settings: Pick<ChallengeContext['settings'], 'tokenTtlMs'>
}

/**
 * Makes a token for a pass and keeps what it is worth: `P1_`, the sitekey, the end and 24 bytes of chance,
 * and a seal over all of it; 100 to 2048 letters, digits, `_`, `-` and `.` for every sitekey of a UUID's
 * length. What is kept can be taken once, and lies there no longer than the token lives.
 */
export async function giveToken(
  context: TokenContext,
  sitekey: string,
  record: TokenRecord,
): Promise<string> {
  const chance = context.random(idBytes)
  const expiresAtMs = record.passedAtMs + context.settings.tokenTtlMs
  const claims = Buffer.from(`${sitekey}.${expiresAtMs.toString(36)}.`)
  const head = prefix + Buffer.concat([claims, chance]).toString('base64url')
  const token = { sitekey, id: chance.toString('hex'), expiresAtMs }
  await keepRecord(context, token, record)
  return `${head}.${await context.seal.sealOf(head)}`
}

/**
 * Reads what a token says of itself; null where this service has not sealed it. The seal is over the
 * letters as they stand, so that no other spelling of the same bytes passes.
 */
export async function readToken(
  context: Pick<ChallengeContext, 'seal'>,
  token: string,
): Promise<Token | null> {
  if (token.length > tokenLengthMax) return null
  const [, claims, seal] = tokenShape.exec(token) ?? []
  if (!claims || !seal || !(await context.seal.fits(prefix + claims, seal))) return null
  const bytes = Buffer.from(claims, 'base64url')
  const [, sitekey, end] = claimsShape.exec(bytes.subarray(0, -idBytes).toString()) ?? []
  if (!sitekey || !end) return null
  const id = bytes.subarray(-idBytes).toString('hex')
  return { sitekey, id, expiresAtMs: Number.parseInt(end, 36) }
}

/** Takes what a token is worth: of any number of takers, in any process, one gets it. */
export async function takeToken(
  { tickets }: Pick<ChallengeContext, 'tickets'>,
  { id }: Token,
): Promise<TokenRecord | null> {
  const body = await tickets.take('token', id)
  return body === null ? null : (JSON.parse(body) as TokenRecord)
}

/** Keeps what a token is worth, until it ends; also where it was taken and its taker heard no answer. */
export function keepRecord(
  { tickets }: Pick<ChallengeContext, 'tickets'>,
  { id, expiresAtMs }: Token,
  record: TokenRecord,
): Promise<void> {
  return tickets.put({ kind: 'token', id, body: JSON.stringify(record), expiresAtMs })
}
