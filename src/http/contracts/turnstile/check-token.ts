import type { TokenRefusal } from '../../../challenge/redeem.ts'
import { readToken } from '../../../challenge/token.ts'
import type { TokenRecord } from '../../../model/token.ts'
import type { TurnstileError, TurnstileReply } from '../../../wire/turnstile.ts'
import type { HttpContext } from '../../context.ts'
import type { Fields } from '../../siteverify/fields.ts'
import type { RedeemForReply } from '../../siteverify/route.ts'
import type { RedeemRepeatedly } from './repeats.ts'
import { findTestSecret, turnstileTestToken } from './test-keys.ts'

const contract = 'turnstile'
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const solved = 'solved'

/** The fields of a request to Turnstile's siteverify. */
export const turnstileFields = ['secret', 'response', 'remoteip', 'idempotency_key'] as const

type Given = Fields<(typeof turnstileFields)[number]>

/** Turnstile's code for each reason why a token is not redeemed. */
const codes: Readonly<Record<TokenRefusal, TurnstileError>> = {
  unknown: 'invalid-input-response',
  'foreign contract': 'invalid-input-response',
  'foreign site': 'invalid-input-response',
  'unknown secret': 'invalid-input-secret',
  'foreign secret': 'invalid-input-response',
  'no address': 'bad-request',
  expired: 'timeout-or-duplicate',
  'already redeemed': 'timeout-or-duplicate',
}

/**
 * Opens the check of a token for a site's server, which redeems the token if and only if everything is right. With
 * an idempotency key the same request can be repeated.
 */
export function openTurnstileCheck(redeemRepeatedly: RedeemRepeatedly) {
  return async (
    context: HttpContext,
    fields: Given,
    redeem: RedeemForReply,
  ): Promise<TurnstileReply> => {
    const { secret, response, remoteip, idempotency_key: repeatKey } = fields
    const fault = findFault(fields)
    if (fault) return refuseTurnstile(fault)
    const read = await readToken(context, contract, response)
    const tested = findTestSecret(secret)
    if (tested) return checkWithTestSecret(context, tested.refused, 'token' in read)
    if (!(await context.findActiveSecret(secret))) return refuseTurnstile('invalid-input-secret')
    if ('refused' in read)
      return refuseTurnstile(codes[read.refused], ...testKeysOff(context, response))
    const { token } = read
    const hasAddress = remoteip !== ''
    const claim = { contract, token, secret, sitekey: null, hasAddress }
    const redemption = await redeemRepeatedly(context, { claim, repeatKey }, redeem)
    return 'refused' in redemption
      ? refuseTurnstile(codes[redemption.refused])
      : replyOf(redemption.record)
  }
}

function findFault({ secret, response, idempotency_key: repeatKey }: Given): TurnstileError | null {
  if (secret === '') return 'missing-input-secret'
  if (response === '') return 'missing-input-response'
  return repeatKey === '' || uuid.test(repeatKey) ? null : 'bad-request'
}

// Test secrets answer to whatever is sent but a real token, which must not pass by mistake.
function checkWithTestSecret(
  { settings, clock }: HttpContext,
  refused: TurnstileError | null,
  isRealToken: boolean,
): TurnstileReply {
  if (!settings.takesTestKeys) return refuseTurnstile('invalid-input-secret', 'test-keys-off')
  const code = refused ?? (isRealToken ? 'invalid-input-secret' : null)
  const metadata = { result_with_testing_key: true } as const
  if (code) return { success: false, 'error-codes': [code], messages: [], metadata }
  const challenge_ts = new Date(clock()).toISOString()
  const empty = { action: '', cdata: '', metadata }
  return { success: true, 'error-codes': [], challenge_ts, hostname: 'example.com', ...empty }
}

function testKeysOff({ settings }: HttpContext, response: string): TurnstileError[] {
  return response === turnstileTestToken && !settings.takesTestKeys ? ['test-keys-off'] : []
}

function replyOf({ passedAtMs, host, note, reasons }: TokenRecord): TurnstileReply {
  return {
    success: true,
    'error-codes': [],
    challenge_ts: new Date(passedAtMs).toISOString(),
    hostname: host ?? '',
    action: note?.action ?? '',
    cdata: note?.data ?? '',
    metadata: { interactive: reasons.includes(solved) },
  }
}

/** The reply to a request that is refused; it uses nothing up. */
export function refuseTurnstile(...errors: readonly TurnstileError[]): TurnstileReply {
  return { success: false, 'error-codes': errors, messages: [] }
}
