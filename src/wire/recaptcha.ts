/** `GET|POST /recaptcha/api/siteverify`: what became of a token (contract: Google's "Verifying the user's response"). */
export type RecaptchaReply =
  | {
      success: true
      /** When the visitor passed: ISO 8601, in UTC, with seconds. */
      challenge_ts: string
      /** The host the page claimed; only a label, it proves nothing. */
      hostname: string
      /** From 0 (a machine) to 1 (a person); only for a token that the page asked for with an action (v3). */
      score?: number
      action?: string
    }
  | { success: false; 'error-codes': readonly RecaptchaError[] }

/** Why a token is refused; docs/site/recaptcha.md explains each. */
export const recaptchaErrors = [
  'bad-request',
  'missing-input-response',
  'missing-input-secret',
  'invalid-input-response',
  'invalid-input-secret',
  'timeout-or-duplicate',
  'test-keys-off',
  'rate-limited',
] as const

/** The code of a refusal by reCAPTCHA's contract. */
export type RecaptchaError = (typeof recaptchaErrors)[number]
