import { isDemoSite } from '../../model/demonstration.ts'
import type { KeyFault, KeyNoun, Refused } from '../refused.ts'
import { drawnBits, guessBits } from './guess-bits.ts'

/** Keys that a site brings along from another service; null where it gets new ones. */
export type BroughtKeys = {
  sitekey: string | null
  secret: string | null
  privateId: string | null
}

const sitekeyShape = /^[A-Za-z\d][\w.~-]{3,99}$/
const keyShape = /^[\x21-\x7e]{20,500}$/
const drawnBitsMin = 96
const guessBitsMin = 64
const signsMin = 8

// Everybody knows them: those of hCaptcha, reCAPTCHA and Turnstile.
const published =
  /^(?:[123]0000000-ffff-ffff-ffff-00000000000[123]|0x0{40}|6LeIxAcTAAAAA[\w-]+|[123]x0{10,}[A-F]{2})$/

/**
 * Every reason why keys cannot be used: a sitekey that does not fit into an address, a secret or private id that
 * everybody knows or could guess, or both being the same.
 */
export function checkKeys({ sitekey, secret, privateId }: BroughtKeys): Refused[] {
  const faults: [of: KeyNoun, why: KeyFault | null][] = [
    ['sitekey', sitekey === null ? null : faultOfSitekey(sitekey)],
    ['secret', secret === null ? null : faultOfSecret(secret)],
    ['private id', privateId === null ? null : faultOfSecret(privateId)],
    ['private id', privateId !== null && privateId === secret ? 'same' : null],
  ]
  return faults.flatMap(([of, why]) => (why ? [{ refused: 'no_key', of, why }] : []))
}

function faultOfSitekey(sitekey: string): KeyFault | null {
  if (!sitekeyShape.test(sitekey)) return 'form'
  return published.test(sitekey) || isDemoSite(sitekey) ? 'published' : null
}

function faultOfSecret(text: string): KeyFault | null {
  if (!keyShape.test(text)) return 'form'
  if (published.test(text)) return 'published'
  if (new Set(text).size < signsMin || drawnBits(text) < drawnBitsMin) return 'weak'
  return guessBits(text) < guessBitsMin ? 'words' : null
}
