import type { TurnstileError } from '../../../wire/turnstile.ts'

/** The token of every test sitekey. */
export const turnstileTestToken = 'XXXX.DUMMY.TOKEN.XXXX'

/** Cloudflare's published test sitekeys: `1x` passes, `2x` fails in the widget, `3x` has the visitor press. */
const testSitekeys = new Set([
  '1x00000000000000000000AA',
  '2x00000000000000000000AB',
  '1x00000000000000000000BB',
  '2x00000000000000000000BB',
  '3x00000000000000000000FF',
])

/** Cloudflare's published test secrets, each with its one answer; null passes. */
const testSecrets: ReadonlyMap<string, TurnstileError | null> = new Map([
  ['1x0000000000000000000000000000000AA', null],
  ['2x0000000000000000000000000000000AA', 'invalid-input-response'],
  ['3x0000000000000000000000000000000AA', 'timeout-or-duplicate'],
])

/** The token of a test sitekey; null for every other sitekey. */
export function findTurnstileTestToken(sitekey: string): string | null {
  return testSitekeys.has(sitekey) ? turnstileTestToken : null
}

/** What a test secret answers to any token: a code, or that it passes; null for every other secret. */
export function findTestSecret(secret: string): { refused: TurnstileError | null } | null {
  const refused = testSecrets.get(secret)
  return refused === undefined ? null : { refused }
}
