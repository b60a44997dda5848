import type { FailureCode } from '../../../wire/frame.ts'

/** Why there is no token: Turnstile's code for the page, and ours for the sentence that the visitor reads. */
export type TurnstileFailure = { _code: string; _sentence: FailureCode }

const known: Readonly<Record<string, TurnstileFailure>> = {
  unknown_client: { _code: '110100', _sentence: 'invalid-data' },
  foreign_host: { _code: '110200', _sentence: 'invalid-data' },
  bad_request: { _code: '100100', _sentence: 'invalid-data' },
  test_keys_off: { _code: '400070', _sentence: 'invalid-data' },
  rate_limited: { _code: '300030', _sentence: 'rate-limited' },
}

/** The failure of a test sitekey that never passes, and of a challenge that cannot be shown. */
export const failed: TurnstileFailure = { _code: '600010', _sentence: 'challenge-error' }

/** The failure of a service that does not answer. */
export const unreachable: TurnstileFailure = { _code: '200500', _sentence: 'network-error' }

const byFrame: Readonly<Record<FailureCode, string>> = {
  'network-error': unreachable._code,
  'invalid-data': '110200',
  'rate-limited': '300030',
  'challenge-error': failed._code,
}

/** The failure that an error of the service means. */
export function failureOf(error = ''): TurnstileFailure {
  return known[error] ?? failed
}

/** The failure that the challenge's frame has reported. */
export function ofFrame(sentence: FailureCode): TurnstileFailure {
  return { _code: byFrame[sentence], _sentence: sentence }
}

/** Whether it can be different the next time: not if the page or the site is set up wrongly. */
export function isPassing({ _code: code }: TurnstileFailure): boolean {
  return !/^(1|4)/.test(code)
}
