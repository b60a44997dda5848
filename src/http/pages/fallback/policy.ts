import { isIP, isIPv4 } from 'node:net'
import type { Site } from '../../../model/site.ts'
import { readHost } from '../../page-host.ts'
import { inlineSource } from '../page-style.ts'
import { fallbackStyle } from './style.ts'

/**
 * What the page without scripts may load, and who may frame it: the pages that the site may be used from. A refusal
 * without a site may be read anywhere.
 */
export function fallbackCsp(site: Site | null): string {
  return [
    "default-src 'none'",
    "img-src 'self'",
    "media-src 'self'",
    `style-src ${inlineSource(fallbackStyle)}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${site ? framersOf(site).join(' ') : '*'}`,
  ].join('; ')
}

// A source with http: holds for https:, too, and a policy cannot name an address of IPv6.
function framersOf({ domains, allowsLocalhost }: Site): string[] {
  if (domains.length === 0) return ['*']
  const hosts = domains.flatMap((domain) => {
    const host = readHost(domain)
    if (host === null || (isIP(host) === 0 && host.includes(':'))) return []
    return isIPv4(host) ? [host] : [host, `*.${host}`]
  })
  const local = allowsLocalhost ? ['localhost', '*.localhost', '127.0.0.1'] : []
  const sources = [...hosts, ...local].map((host) => `http://${host}:*`)
  return sources.length > 0 ? sources : ["'none'"]
}
