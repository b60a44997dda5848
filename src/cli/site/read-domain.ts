import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import type { Refusal } from '../command.ts'

const hostName =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/

// What stands before its first colon is no host that could be meant instead.
const ipv6 = /^\[?[\da-f]*:[\da-f]*:/i

/** A domain as it is kept: ASCII (IDNA), lower case, no dot at its end. It covers itself and all names below it. */
export function readDomain(given: string): { domain: string } | Refusal {
  const text = given.trim()
  if (text === '' || text === '*')
    return { refused: `“${given}” is no domain; a site that names none may be used on any.` }
  if (text.startsWith('*.') || text.startsWith('.'))
    return refuse(given, text.replace(/^\*?\.+/, ''), 'it covers all names below it')
  if (ipv6.test(text)) return { refused: noHostName(given) }
  const host = hostOfAddress(text)
  if (host !== null) return refuse(given, host, 'without scheme, port or path')
  const ascii = domainToASCII(text.replace(/\.$/, ''))
  // What looks like a number is read as an IPv4 address: 10.1 would become 10.0.0.1.
  const isOther = isIP(ascii) !== 0 && ascii !== text
  return hostName.test(ascii) && !isOther ? { domain: ascii } : { refused: noHostName(given) }
}

function noHostName(given: string): string {
  return `“${given}” is no host name, such as www.example.org.`
}

function refuse(given: string, instead: string, why: string): Refusal {
  const read = readDomain(instead)
  const example = 'domain' in read ? instead : 'www.example.org'
  return { refused: `“${given}” is no host name; write ${example}, ${why}.` }
}

function hostOfAddress(text: string): string | null {
  const [, host] =
    /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(text) ?? /^([^/?#:]+)[:/?#]/.exec(text) ?? []
  return host === undefined ? null : host.replace(/^.*@/, '').replace(/:\d*$/, '')
}
