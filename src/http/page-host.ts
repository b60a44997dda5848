import { isIPv4 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Site } from '../model/site.ts'

const hostLengthMax = 253
/** The longest name as it may come in, each sign written as `%2E`. */
const claimLengthMax = 3 * hostLengthMax
const hostShape = /^[a-z\d._:[\]-]+$/

/** Where a request says it comes from. None of it is a proof: whoever is no browser says what it likes. */
export type Page = {
  /** The host of `Origin`; null if there is none, or none of the web (a file, an app, a sandbox). */
  origin: string | null
  /** What stands for the page's host where `Origin` is left out: the request's own. */
  own: string | null
  /** The host the page asked to be recorded under. */
  claimed: string | null
}

/**
 * Reads where a request comes from. `claimed` is a host as `readHost` gives it; `framing` is the origin of
 * the page around our own frame, and counts for `Origin` where the browser says that our frame asks.
 */
export function readHostPage(
  request: FastifyRequest,
  { claimed = null, framing }: { claimed?: string | null; framing?: string | undefined } = {},
): Page {
  const isFramed = framing !== undefined && comesFromUs(request)
  const origin = isFramed ? framing : request.headers.origin
  return origin === undefined
    ? { origin: null, own: readHost(request.host), claimed }
    : { origin: readOrigin(origin), own: null, claimed }
}

/** The host that is recorded with a challenge; null if none was told. */
export function recordedHost({ claimed, origin }: Page): string | null {
  return claimed ?? origin
}

/**
 * Says whether a site may be used from a page. The browser's own word (`Origin`) decides. Where it says
 * nothing of the web, the claimed host may count: a file has no other name, and neither has an app, which
 * `isAppOf` knows by it.
 */
export function mayUse(
  site: Site,
  { origin, own, claimed }: Page,
  isAppOf: (site: Site, host: string) => boolean = () => false,
): boolean {
  if (origin !== null) return isForHost(site, origin)
  if (own !== null && isForHost(site, own)) return true
  if (claimed !== null && isAppOf(site, claimed)) return true
  if (own !== null) return false
  return claimed === null ? site.domains.length === 0 : isForHost(site, claimed)
}

/** Says whether a site's domains cover a host, as `readHost` gives it. */
export function isForHost(site: Site, host: string): boolean {
  const isNamed = site.domains.some((domain) => covers(readHost(domain), host))
  if (isNamed) return true
  return isLocal(host) ? site.allowsLocalhost : site.domains.length === 0
}

/**
 * A host as it is compared: in small letters, without port and the dot at its end, in its ASCII form
 * (UTS 46). Null if it is no host. A name that was encoded twice (React Native) is read too.
 */
export function readHost(text: string): string | null {
  if (text.length > claimLengthMax) return null
  const plain = decode(text)
  if (plain === null || /[\s/?#@\\]/.test(plain) || !URL.canParse(`http://${plain}`)) return null
  const host = new URL(`http://${plain}`).hostname.replace(/\.$/, '')
  return hostShape.test(host) && host.length <= hostLengthMax ? host : null
}

// The browser says it itself, where it is young enough; no page can make it say so.
function comesFromUs({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin === `https://${host}` || headers.origin === `http://${host}`
}

function decode(text: string): string | null {
  try {
    return text.includes('%') ? decodeURIComponent(text) : text
  } catch {
    return null
  }
}

function readOrigin(origin: string): string | null {
  if (origin.length > claimLengthMax || !URL.canParse(origin)) return null
  const { protocol, host } = new URL(origin)
  return protocol === 'https:' || protocol === 'http:' ? readHost(host) : null
}

function covers(domain: string | null, host: string): boolean {
  return domain !== null && (host === domain || host.endsWith(`.${domain}`))
}

function isLocal(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    (isIPv4(host) && host.startsWith('127.'))
  )
}
