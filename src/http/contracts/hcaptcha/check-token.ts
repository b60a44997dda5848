import type { TokenRefusal } from '../../../challenge/redeem.ts'
import { readToken } from '../../../challenge/token.ts'
import type { Site } from '../../../model/site.ts'
import type { TokenRecord } from '../../../model/token.ts'
import type { SiteverifyError, SiteverifyReply } from '../../../wire/siteverify.ts'
import type { HttpContext } from '../../context.ts'
import type { Fields } from '../../siteverify/fields.ts'
import { readRemoteAddress } from '../../siteverify/remote-address.ts'
import type { RedeemForReply } from '../../siteverify/route.ts'
import { findTestToken, testSecret, type TestKeys } from './test-keys.ts'

/** The fields of a siteverify request. */
export const fieldNames = ['secret', 'response', 'remoteip', 'sitekey'] as const

type FormFields = Fields<(typeof fieldNames)[number]>

const contract = 'hcaptcha'
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const blindedAddress = /^[\w+/-]{32,128}={0,2}$/

/** The siteverify code for each reason why a token is not redeemed. */
const codes: Readonly<Record<TokenRefusal, SiteverifyError>> = {
  unknown: 'invalid-input-response',
  'foreign contract': 'invalid-input-response',
  'foreign site': 'sitekey-secret-mismatch',
  'unknown secret': 'invalid-input-secret',
  'foreign secret': 'sitekey-secret-mismatch',
  'no address': 'missing-remoteip',
  expired: 'expired-input-response',
  'already redeemed': 'already-seen-response',
}

/**
 * Checks a token for a site's server, and redeems it if and only if everything is right. Faults are checked
 * in the order of docs/site/siteverify.md, and the first one is reported.
 */
export async function checkToken(
  context: HttpContext,
  fields: FormFields,
  redeem: RedeemForReply,
): Promise<SiteverifyReply> {
  const { secret, response, sitekey, remoteip } = fields
  if (secret === '') return refusal('missing-input-secret')
  if (response === '') return refusal('missing-input-response')
  const testKeys = findTestToken(response)
  if (testKeys) return checkTestToken(context, fields, testKeys)
  const read = await readToken(context, contract, response)
  if ('refused' in read) return refusal(codes[read.refused])
  if (secret === testSecret)
    return context.settings.takesTestKeys
      ? refusal('not-using-dummy-passcode')
      : refusal('invalid-input-secret', 'test-keys-off')
  const { token } = read
  const fault = faultOf(fields, token.sitekey)
  if (fault) return refusal(fault)
  const expected = { sitekey: sitekey === '' ? null : sitekey, hasAddress: remoteip !== '' }
  const redemption = await redeem({ contract, token, secret, ...expected })
  if ('refused' in redemption) return refusal(codes[redemption.refused])
  return replyOf(redemption.redeemed.site, redemption.redeemed.record)
}

function checkTestToken(
  { settings, clock }: HttpContext,
  fields: FormFields,
  { sitekey, answer }: TestKeys,
): SiteverifyReply {
  if (!settings.takesTestKeys) return refusal('invalid-input-response', 'test-keys-off')
  if (fields.secret !== testSecret) return refusal('not-using-dummy-secret')
  const fault = faultOf(fields, sitekey)
  if (fault) return refusal(fault)
  const passed = {
    success: true,
    challenge_ts: timeOf(clock()),
    hostname: 'dummy-key-pass',
  } as const
  return { ...passed, ...answer, sitekey }
}

// What is wrong with the request itself, before any secret is looked for.
function faultOf({ remoteip, sitekey }: FormFields, wanted: string): SiteverifyError | null {
  if (remoteip !== '' && readRemoteAddress(remoteip) === null && !blindedAddress.test(remoteip))
    return 'invalid-remoteip'
  if (sitekey === '' || sitekey === wanted) return null
  return uuid.test(sitekey) ? codes['foreign site'] : 'invalid-sitekey'
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

/** The reply to a request that is refused; it uses nothing up. */
export function refusal(...errors: readonly SiteverifyError[]): SiteverifyReply {
  return { success: false, 'error-codes': errors }
}
