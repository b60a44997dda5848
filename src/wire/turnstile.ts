/** What Turnstile's siteverify says besides the result. */
export type TurnstileMetadata = {
  /** Whether the visitor answered a challenge. */
  interactive?: boolean
  /** Whether the secret was one of the published test secrets. */
  result_with_testing_key?: true
}

/** `POST /turnstile/v0/siteverify`: what became of a token (contract: Cloudflare's "Validate the token"). */
export type TurnstileReply =
  | {
      success: true
      'error-codes': readonly []
      /** When the visitor passed: ISO 8601, in UTC, with milliseconds. */
      challenge_ts: string
      /** The host the page claimed; only a label, it proves nothing. */
      hostname: string
      /** What the widget was given; empty if nothing. */
      action: string
      cdata: string
      metadata: TurnstileMetadata
    }
  | {
      success: false
      'error-codes': readonly TurnstileError[]
      messages: readonly []
      metadata?: TurnstileMetadata
    }

/** Why a token is refused; docs/site/turnstile.md explains each. */
export const turnstileErrors = [
  'bad-request',
  'missing-input-secret',
  'missing-input-response',
  'invalid-input-secret',
  'invalid-input-response',
  'timeout-or-duplicate',
  'test-keys-off',
  'rate-limited',
] as const

/** The code of a refusal by Turnstile's contract. */
export type TurnstileError = (typeof turnstileErrors)[number]
