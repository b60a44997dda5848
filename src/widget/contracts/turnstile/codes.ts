import type { FailureCode } from '../../../wire/frame.ts'

/** Turnstile's code for why there is no token, as the page is told. */
export type TurnstileCode = string

/** The code of a test sitekey that never passes, and of a challenge that cannot be shown. */
export const failed: TurnstileCode = '600010'

/** The code of a service that does not answer. */
export const unreachable: TurnstileCode = '200500'

/** The code of a page in which the script cannot reach its own frame. */
export const sealed: TurnstileCode = '110500'

// By the service's errors, and by what the challenge's frame reports.
const codes: Readonly<Record<string, TurnstileCode>> = {
  unknown_client: '110100',
  foreign_host: '110200',
  bad_request: '100100',
  test_keys_off: '400070',
  rate_limited: '300030',
  'network-error': unreachable,
  'invalid-data': '110200',
  'rate-limited': '300030',
}

/** The code for an error of the service, or for what the challenge's frame has reported. */
export function codeOf(error: string | undefined): TurnstileCode {
  return codes[error as string] ?? failed
}

// By the family of the code, its first digit.
const sentences: Readonly<Record<string, FailureCode>> = {
  1: 'invalid-data',
  2: 'network-error',
  3: 'rate-limited',
  4: 'invalid-data',
}

/** The name of the sentence that the visitor reads for a code. */
export function noticeOf(code: TurnstileCode): FailureCode {
  return sentences[code[0] as string] ?? 'challenge-error'
}
