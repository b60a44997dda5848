import type { ShownChallenge, ShownCredit, Picture } from './challenge.ts'

const MAX_PICTURES = 16
const MAX_CREDITS = 16

/**
 * Reads a challenge as the service sends it, its pictures resolved against the base URL; null when it is not
 * one, or is of a kind that cannot be shown.
 */
export function parseChallenge(
  body: unknown,
  baseUrl: string,
  isKind: (name: unknown) => name is ShownChallenge['_kind'],
): ShownChallenge | null {
  if (!isRecord(body)) return null
  const { challenge_id: id, type: kind, keyword, language, images, credits } = body
  if (typeof id !== 'string' || !Array.isArray(images) || !isKind(kind)) return null
  const pictures = images.slice(0, MAX_PICTURES).map((image) => parsePicture(image, baseUrl))
  if (pictures.length === 0 || !pictures.every((picture) => picture !== null)) return null
  return {
    id,
    _kind: kind,
    _keyword: text(keyword),
    _keywordLanguage: text(body.keyword_language),
    _language: text(language),
    _direction: body.direction === 'rtl' ? 'rtl' : 'ltr',
    _pictures: pictures,
    _credits: Array.isArray(credits) ? credits.slice(0, MAX_CREDITS).map(parseCredit) : [],
  }
}

/** Reads the code of an error as the service sends it; null when there is none. */
export function parseErrorCode(body: unknown): string | null {
  return isRecord(body) && typeof body.error === 'string' ? body.error : null
}

function parsePicture(image: unknown, baseUrl: string): Picture | null {
  if (!isRecord(image)) return null
  const { id, url, width, height } = image
  if (typeof id !== 'string' || typeof url !== 'string') return null
  try {
    return { id, url: new URL(url, baseUrl).href, width: size(width), height: size(height) }
  } catch {
    return null
  }
}

function parseCredit(credit: unknown): ShownCredit {
  if (!isRecord(credit)) return { text: '', url: null, licence: '' }
  const { url } = credit
  return {
    text: text(credit.text),
    url: typeof url === 'string' ? url : null,
    licence: text(credit.licence),
  }
}

/** Says whether a value has fields to read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function size(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 1
}
