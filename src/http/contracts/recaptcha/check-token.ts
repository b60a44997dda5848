import type { TokenRefusal } from '../../../challenge/redeem.ts'
import { readToken } from '../../../challenge/token.ts'
import type { TokenRecord } from '../../../model/token.ts'
import type { RecaptchaError, RecaptchaReply } from '../../../wire/recaptcha.ts'
import type { HttpContext } from '../../context.ts'
import type { Fields } from '../../siteverify/fields.ts'
import type { RedeemForReply } from '../../siteverify/route.ts'
import { recaptchaTestSecret, recaptchaTestToken } from './test-keys.ts'

const contract = 'recaptcha'

/** The fields of a request to reCAPTCHA's siteverify. */
export const recaptchaFields = ['secret', 'response', 'remoteip'] as const

type Given = Fields<(typeof recaptchaFields)[number]>

/** reCAPTCHA's code for each reason why a token is not redeemed. */
const codes: Readonly<Record<TokenRefusal, RecaptchaError>> = {
  unknown: 'invalid-input-response',
  'foreign contract': 'invalid-input-response',
  'foreign site': 'invalid-input-response',
  'unknown secret': 'invalid-input-secret',
  'foreign secret': 'invalid-input-response',
  'no address': 'bad-request',
  expired: 'timeout-or-duplicate',
  'already redeemed': 'timeout-or-duplicate',
}

/** Checks a token for a site's server, and redeems it if and only if everything is right. */
export async function checkRecaptchaToken(
  context: HttpContext,
  fields: Given,
  redeem: RedeemForReply,
): Promise<RecaptchaReply> {
  const { secret, response, remoteip } = fields
  const missing = findMissing(fields)
  if (missing.length > 0) return refuseRecaptcha(...missing)
  if (secret === recaptchaTestSecret) return checkWithTestSecret(context)
  const read = await readToken(context, contract, response)
  if ('refused' in read)
    return refuseRecaptcha(codes[read.refused], ...(await otherFaults(context, fields)))
  const { token } = read
  const hasAddress = remoteip !== ''
  const redemption = await redeem({ contract, token, secret, sitekey: null, hasAddress })
  if ('refused' in redemption) return refuseRecaptcha(codes[redemption.refused])
  return replyOf(redemption.redeemed.record)
}

function findMissing({ secret, response }: Given): RecaptchaError[] {
  const given = { 'missing-input-response': response, 'missing-input-secret': secret } as const
  const missing = Object.entries(given).filter(([, text]) => text === '')
  return missing.map(([code]) => code as RecaptchaError)
}

// Google names every fault of a request whose token is unknown.
async function otherFaults(
  { findActiveSecret, settings }: HttpContext,
  { secret, response }: Given,
): Promise<RecaptchaError[]> {
  if (response === recaptchaTestToken && !settings.takesTestKeys) return ['test-keys-off']
  return (await findActiveSecret(secret)) ? [] : ['invalid-input-secret']
}

function checkWithTestSecret({ settings, clock }: HttpContext): RecaptchaReply {
  if (!settings.takesTestKeys) return refuseRecaptcha('invalid-input-secret', 'test-keys-off')
  return { success: true, challenge_ts: secondsOf(clock()), hostname: 'testkey.google.com' }
}

function replyOf({ passedAtMs, host, note, score }: TokenRecord): RecaptchaReply {
  const action = note?.action ?? null
  return {
    success: true,
    challenge_ts: secondsOf(passedAtMs),
    hostname: host ?? '',
    // The service's own score is that of a machine. In hundredths, so that no difference shows binary rounding.
    ...(action === null ? {} : { score: Math.round(100 - 100 * score) / 100, action }),
  }
}

function secondsOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d+/, '')
}

/** The reply to a request that is refused; it uses nothing up. */
export function refuseRecaptcha(...errors: readonly RecaptchaError[]): RecaptchaReply {
  return { success: false, 'error-codes': errors }
}
