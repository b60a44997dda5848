/** `GET|POST /siteverify`: what became of a token (contract: hCaptcha's developer guide). */
export type SiteverifyReply =
  | {
      success: true
      /** When the visitor passed: RFC 3339, in UTC, with microseconds. */
      challenge_ts: string
      /** The host the page claimed; only a label, it proves nothing. */
      hostname: string
      credit?: false
      sitekey: string
      /** From 0 (a person) to 1 (a machine); only if the site asks for it. */
      score?: number
      score_reason?: readonly string[]
    }
  | { success: false; 'error-codes': readonly SiteverifyError[] }

/** Why a token is refused; docs/site/siteverify.md explains each. */
export const siteverifyErrors = [
  'bad-request',
  'missing-input-secret',
  'missing-input-response',
  'invalid-input-response',
  'not-using-dummy-secret',
  'not-using-dummy-passcode',
  'invalid-remoteip',
  'invalid-sitekey',
  'invalid-input-secret',
  'sitekey-secret-mismatch',
  'missing-remoteip',
  'expired-input-response',
  'already-seen-response',
  'test-keys-off',
  'rate-limited',
] as const

/** The code of a refusal. */
export type SiteverifyError = (typeof siteverifyErrors)[number]

/** `GET|POST /checksiteconfig`: whether a host may use a sitekey. */
export type SiteConfigReply =
  { pass: true; features: { custom_theme: boolean } } | { pass: false; error: string }
