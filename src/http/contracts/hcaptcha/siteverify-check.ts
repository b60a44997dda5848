import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { keepRecord, readToken, takeToken, type Token } from '../../../challenge/token.ts'
import { isGoodFor, isLiving, type Secret } from '../../../model/secret.ts'
import type { Site } from '../../../model/site.ts'
import type { TokenRecord } from '../../../model/token.ts'
import type { SiteverifyError, SiteverifyReply } from '../../../wire/siteverify.ts'
import type { Fields } from './siteverify-fields.ts'
import { findTestToken, testSecret, type TestKeys } from './test-keys.ts'
import type { HttpContext } from '../../context.ts'

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const takesMax = 3
const blindedAddress = /^[\w+/-]{32,128}={0,2}$/

/** What is answered, and the way to undo it where nobody heard the answer; null where nothing was used up. */
export type Checked = { reply: SiteverifyReply; giveBack: (() => Promise<void>) | null }

/**
 * Checks a token for a site's server and uses it up where, and only where, all is right. What is wrong is
 * looked for in the order of docs/siteverify.md, and the first that is found is told.
 */
export async function checkToken(context: HttpContext, fields: Fields): Promise<Checked> {
  const { secret, response } = fields
  if (secret === '') return refusal('missing-input-secret')
  if (response === '') return refusal('missing-input-response')
  const testKeys = findTestToken(response)
  if (testKeys) return checkTestToken(context, fields, testKeys)
  const token = await readToken(context, response)
  if (!token) return refusal('invalid-input-response')
  if (secret === testSecret)
    return context.settings.takesTestKeys
      ? refusal('not-using-dummy-passcode')
      : refusal('invalid-input-secret', 'test-keys-off')
  const fault = faultOf(fields, token.sitekey)
  return fault ? refusal(fault) : checkSecret(context, fields, token)
}

function checkTestToken(
  { settings, clock }: HttpContext,
  fields: Fields,
  { sitekey, tells }: TestKeys,
): Checked {
  if (!settings.takesTestKeys) return refusal('invalid-input-response', 'test-keys-off')
  if (fields.secret !== testSecret) return refusal('not-using-dummy-secret')
  const fault = faultOf(fields, sitekey)
  if (fault) return refusal(fault)
  const told = { success: true, challenge_ts: timeOf(clock()), hostname: 'dummy-key-pass' } as const
  return { reply: { ...told, ...tells, sitekey }, giveBack: null }
}

async function checkSecret(context: HttpContext, fields: Fields, token: Token): Promise<Checked> {
  const secret = await findSecret(context, fields.secret)
  if (!secret) return refusal('invalid-input-secret')
  const site = await context.records.findSite(token.sitekey)
  if (!site || !isGoodFor(secret, site, context.clock())) return refusal('sitekey-secret-mismatch')
  if (site.needsRemoteIp && fields.remoteip === '') return refusal('missing-remoteip')
  const isOver = (): boolean => token.expiresAtMs <= context.clock()
  if (isOver()) return refusal('expired-input-response')
  const record = await takeWhenGivenBack(context, token)
  if (!record) return refusal(isOver() ? 'expired-input-response' : 'already-seen-response')
  return { reply: replyOf(site, record), giveBack: () => keepRecord(context, token, record) }
}

// A client that gave up and asks again may be read before its first hanging up is, and its token still lie
// with the first answer: it is given back within a turn of the event loop.
async function takeWhenGivenBack(context: HttpContext, token: Token): Promise<TokenRecord | null> {
  for (let taken = 1; ; taken += 1) {
    const record = await takeToken(context, token)
    if (record || taken >= takesMax || token.expiresAtMs <= context.clock()) return record
    await nextTurn()
  }
}

// What is wrong with the request itself, before any secret is looked for.
function faultOf({ remoteip, sitekey }: Fields, wanted: string): SiteverifyError | null {
  if (remoteip !== '' && isIP(remoteip) === 0 && !blindedAddress.test(remoteip))
    return 'invalid-remoteip'
  if (sitekey === '' || sitekey === wanted) return null
  return uuid.test(sitekey) ? 'sitekey-secret-mismatch' : 'invalid-sitekey'
}

// Found by its hash, so the text need not be compared in constant time; the hashes are, all the same.
async function findSecret({ secrets, clock }: HttpContext, text: string): Promise<Secret | null> {
  const sha256 = createHash('sha256').update(text).digest()
  const secret = await secrets.find(sha256.toString('hex'))
  if (!secret || !timingSafeEqual(sha256, Buffer.from(secret.sha256, 'hex'))) return null
  return isLiving(secret, clock()) ? secret : null
}

function replyOf(site: Site, record: TokenRecord): SiteverifyReply {
  return {
    success: true,
    challenge_ts: timeOf(record.passedAtMs),
    hostname: record.host ?? 'not-provided',
    credit: false,
    sitekey: site.sitekey,
    ...(site.tellsScore ? { score: record.score, score_reason: record.reasons } : {}),
  }
}

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000Z')
}

/** The answer to what cannot be taken; nothing is used up by it. */
export function refusal(...errors: readonly SiteverifyError[]): Checked {
  return {
    reply: { success: false, 'error-codes': errors },
    giveBack: null,
  }
}
