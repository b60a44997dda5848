import type { WireWay, WorkBody } from '../../wire/challenge.ts'
import type { KindViews } from '../kinds/kind.ts'
import type { ReadChallenge } from './challenge.ts'
import type { Medium, ShownCredit } from './shown-challenge.ts'

// Of what is shown, and of credits.
const MAX_LISTED = 16

/** What a challenge is read with: the root of the service, the kinds known, and what came after its JSON. */
export type ChallengeReader = {
  _baseUrl: string
  _kinds: KindViews
  _rest?: Medium['_bytes']
}

/**
 * Reads a challenge as the service sends it, its media resolved against the base URL, with the pictures that came
 * after it. Null when it is not one; a failure when it is of a kind that is not in the table.
 */
export function parseChallenge(
  body: unknown,
  { _baseUrl: baseUrl, _kinds: kinds, _rest: rest }: ChallengeReader,
): ReadChallenge | null {
  if (!isRecord(body)) return null
  const {
    challenge_id: id,
    type,
    keyword,
    language,
    images,
    media = images,
    credits,
    thanks = credits,
  } = body
  if (typeof id !== 'string' || typeof type !== 'string') return null
  const kind = kinds.find(({ name }) => name === type)
  if (!kind) return { is: 'unknown-kind' }
  const shown = listOf(media).map((medium) => parseMedium(medium, baseUrl, rest))
  if ((shown.length === 0 && !body.work) || !shown.every((medium) => medium !== null)) return null
  const challenge = {
    id,
    _kind: kind,
    _keyword: text(keyword),
    _keywordLanguage: text(body.keyword_language),
    _language: text(language),
    _direction: body.direction === 'rtl' ? ('rtl' as const) : ('ltr' as const),
    _media: shown,
    _credits: listOf(credits).map(parseCredit),
    _thanks: listOf(thanks).map(parseCredit),
    _work: body.work as WorkBody,
    _way: text(body.way),
    _ways: listOf(body.ways) as WireWay[],
    _seconds: measure(body.expires_in_seconds),
  }
  return { is: 'challenge', _challenge: challenge }
}

/** Reads the code of an error as the service sends it; null when there is none. */
export function parseErrorCode(body: unknown): string | null {
  return isRecord(body) && typeof body.error === 'string' ? body.error : null
}

function parseMedium(medium: unknown, baseUrl: string, rest: Medium['_bytes']): Medium | null {
  if (!isRecord(medium)) return null
  const { id, url, width, height, duration_seconds: seconds, bytes = [0, 0] } = medium
  if (typeof id !== 'string' || typeof url !== 'string') return null
  try {
    return {
      id,
      // Named from the root of the service, which may be under a path.
      url: new URL(url.replace(/^\/(?!\/)/, ''), baseUrl).href,
      width: measure(width),
      height: measure(height),
      _durationSeconds: measure(seconds),
      _bytes: rest?.subarray(...(bytes as [number, number])),
    }
  } catch {
    return null
  }
}

function parseCredit(credit: unknown): ShownCredit {
  const { text: name, url, licence } = isRecord(credit) ? credit : {}
  return { text: text(name), url: text(url), licence: text(licence) }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_LISTED) : []
}

/** Says whether a value has fields to read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function measure(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 1
}
