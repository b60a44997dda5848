import { isIPv4 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { Site } from '../model/site.ts'
import type { Apps } from './contracts/contract.ts'

const hostLengthMax = 253
/** A contract without apps: no page is one of theirs. */
export const noApps: Apps = { isAppOf: () => false, isAppOrigin: () => false }
/** The longest incoming name, with every character percent-encoded. */
const claimLengthMax = 3 * hostLengthMax
const hostShape = /^[a-z\d._:[\]-]+$/

/** Where a request says it comes from. None of it is proof: a client that is not a browser can say anything. */
export type Page = {
  /** The host of `Origin`; null if there is none, or none of the web. */
  origin: string | null
  /** Whether `Origin` names no host of the web: a file, an app, a sandboxed frame. */
  isOpaque: boolean
  /** What stands in for the page's host if there is no `Origin`: the request's own host. */
  own: string | null
  /** The host the page asked to be recorded under; it counts only where the browser names none. */
  claimed: string | null
}

/**
 * Reads where a request comes from. `claimed` is a host as `readHost` returns it; `framing` is the origin of
 * the page around our own frame, and replaces `Origin` if the browser says that our frame asks.
 */
export function readHostPage(
  request: FastifyRequest,
  { claimed = null, framing }: { claimed?: string | null; framing?: string | undefined } = {},
): Page {
  const isFramed = framing !== undefined && comesFromUs(request)
  const origin = isFramed ? framing : request.headers.origin
  if (origin === undefined) return { origin: null, isOpaque: false, own: ownHost(request), claimed }
  const host = readOrigin(origin)
  return { origin: host, isOpaque: host === null, own: null, claimed }
}

/**
 * Reads where a page of our own without scripts is shown: `named` is an address, such as that of the page which
 * links to it or frames it. Nobody is named if it is none of the web.
 */
export function readNamedPage(named: string | undefined): Page | null {
  const origin = named === undefined ? null : readOrigin(named)
  return origin === null ? null : { origin, isOpaque: false, own: null, claimed: null }
}

/** What a refusal adds for the people who build a page: for a host that is not on the list, nothing. */
export function whyForeign({ isOpaque }: Page): string | undefined {
  return isOpaque
    ? 'The browser names no host for this page (a file, an app or a sandboxed frame); a site may allow such pages (--null-origin).'
    : undefined
}

/** The host that is recorded with a challenge: an app's name, the page's as the browser names it, or the claimed one. */
export function recordedHost({ claimed, origin }: Page, site?: Site, apps = noApps): string | null {
  return site && claimed !== null && apps.isAppOf(site, claimed) ? claimed : (origin ?? claimed)
}

/**
 * Says whether a site may be used from a page. The browser's `Origin` decides. If that is not of the web, it
 * could be anybody's sandboxed frame, so the site must allow such pages, and they must not claim a foreign
 * host. An app is recognised by the host it claims, if the browser names none that anybody can have.
 */
export function mayUse(
  site: Site,
  { origin, isOpaque, own, claimed }: Page,
  apps = noApps,
): boolean {
  const isApp = claimed !== null && apps.isAppOf(site, claimed)
  if (origin !== null) return isForHost(site, origin) || (isApp && apps.isAppOrigin(origin))
  if (isOpaque)
    return site.allowsNullOrigin && (isApp || claimed === null || isForHost(site, claimed))
  return isApp || (own === null ? site.domains.length === 0 : isForHost(site, own))
}

/** Says whether a site's domains cover a host, as `readHost` gives it. */
export function isForHost(site: Site, host: string): boolean {
  const isNamed = site.domains.some((domain) => covers(readHost(domain), host))
  if (isNamed) return true
  return isLocal(host) ? site.allowsLocalhost : site.domains.length === 0
}

/**
 * A host in the form used for comparison: lower case, without port and trailing dot, in ASCII (UTS 46). Null
 * if it is not a host. A name that was encoded twice (React Native) is read, too.
 */
export function readHost(text: string): string | null {
  if (text.length > claimLengthMax) return null
  const plain = decode(text)
  if (plain === null || /[\s/?#@\\]/.test(plain) || !URL.canParse(`http://${plain}`)) return null
  const host = new URL(`http://${plain}`).hostname.replace(/\.$/, '')
  return hostShape.test(host) && host.length <= hostLengthMax ? host : null
}

// A request of a browser for another origin names its page, or is none that our scripts make.
function ownHost({ headers, host }: FastifyRequest): string | null {
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' ? readHost(host) : null
}

// A recent browser says so itself, and no page can forge it.
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
