import { isDemoSite } from '../../model/demonstration.ts'
import type { KeyFault, Refused } from '../refused.ts'

/** Keys that a site brings along from another service; null where it gets new ones. */
export type BroughtKeys = {
  sitekey: string | null
  secret: string | null
  privateId: string | null
}

const sitekeyShape = /^[A-Za-z\d][\w.~-]{3,99}$/
const keyShape = /^[\x21-\x7e]{20,500}$/
const bitsMin = 96
const signsMin = 8

// Everybody knows them: those of hCaptcha, reCAPTCHA and Turnstile.
const published =
  /^(?:[123]0000000-ffff-ffff-ffff-00000000000[123]|0x0{40}|6LeIxAcTAAAAA[\w-]+|[123]x0{10,}[A-F]{2})$/

/**
 * Refuses keys that cannot be used: a sitekey that does not fit into an address, and a secret or private id that
 * could be guessed.
 */
export function checkKeys({ sitekey, secret, privateId }: BroughtKeys): Refused | null {
  const faults: [of: 'sitekey' | 'secret' | 'private id', why: KeyFault | null][] = [
    ['sitekey', sitekey === null ? null : faultOfSitekey(sitekey)],
    ['secret', secret === null ? null : faultOfSecret(secret)],
    ['private id', privateId === null ? null : faultOfSecret(privateId)],
  ]
  for (const [of, why] of faults) if (why) return { refused: 'no_key', of, why }
  if (privateId !== null && privateId === secret)
    return { refused: 'no_key', of: 'private id', why: 'same' }
  return null
}

function faultOfSitekey(sitekey: string): KeyFault | null {
  if (!sitekeyShape.test(sitekey)) return 'form'
  return published.test(sitekey) || isDemoSite(sitekey) ? 'published' : null
}

function faultOfSecret(text: string): KeyFault | null {
  if (!keyShape.test(text)) return 'form'
  if (published.test(text)) return 'published'
  return new Set(text).size < signsMin || countBits(text) < bitsMin ? 'weak' : null
}

// As if every sign had been drawn from the smallest of these alphabets that has them all.
function countBits(text: string): number {
  const alphabets: [shape: RegExp, signs: number][] = [
    [/^\d+$/, 10],
    [/^(?:ES_|0x)?[\da-f-]+$/i, 16],
    [/^(?:[a-z\d]+|[A-Z\d]+)$/, 36],
    [/^[\w-]+$/, 64],
  ]
  const [, signs = 94] = alphabets.find(([shape]) => shape.test(text)) ?? []
  return text.length * Math.log2(signs)
}
