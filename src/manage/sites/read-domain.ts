import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import type { HostNameFault, Refused } from '../refused.ts'

const hostName =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

// What precedes its first colon is not a host name that could be suggested instead.
const ipv6 = /^\[?[\da-f]*:[\da-f]*:/i

/**
 * A domain in the form in which it is stored: ASCII (IDNA), lower case, without a trailing dot. It covers
 * itself and all names below it.
 */
export function readDomain(given: string): { domain: string } | Refused {
  const text = given.trim()
  if (text === '' || text === '*') return { refused: 'no_domain', given }
  if (text.startsWith('*.') || text.startsWith('.'))
    return refuse(given, text.replace(/^\*?\.+/, ''), 'wildcard')
  if (ipv6.test(text)) return refuse(given, null, 'name')
  const host = hostOfAddress(text)
  if (host !== null) return refuse(given, host, 'address')
  const ascii = domainToASCII(text.replace(/\.$/, ''))
  // `domainToASCII` reads what looks like a number as an IPv4 address: 10.1 would become 10.0.0.1.
  const isOther = isIP(ascii) !== 0 && ascii !== text
  return hostName.test(ascii) && !isOther ? { domain: ascii } : refuse(given, null, 'name')
}

function refuse(given: string, meant: string | null, why: HostNameFault): Refused {
  const isName = meant !== null && 'domain' in readDomain(meant)
  return { refused: 'no_host_name', given, instead: isName ? meant : null, why }
}

function hostOfAddress(text: string): string | null {
  const [, host] =
    /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(text) ?? /^([^/?#:]+)[:/?#]/.exec(text) ?? []
  return host === undefined ? null : host.replace(/^.*@/, '').replace(/:\d*$/, '')
}
