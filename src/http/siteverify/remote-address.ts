import { isIP } from 'node:net'

const lengthMax = 1_000

/**
 * Reads a visitor's address as servers know it: with a port, in brackets, as part of a network of one, or as the
 * first of a list of forwarded addresses. Null if it is none.
 */
export function readRemoteAddress(text: string): string | null {
  if (text.length > lengthMax) return null
  const hops = text.split(',').map(readHop)
  return hops.includes(null) ? null : (hops.find((hop) => hop !== hidden) ?? null)
}

const hidden = 'unknown'

// `for="[2001:db8::1]:4711";proto=https` (RFC 7239), and `/192.0.2.1:4711` as Java writes it.
function readHop(text: string): string | null {
  const [first = ''] = text.split(';')
  const plain = first
    .trim()
    .replace(/^for=/i, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/^\//, '')
  if (plain.toLowerCase() === hidden) return hidden
  const forms = [
    plain,
    /^\[(.+)\](?::\d{1,5})?$/.exec(plain)?.[1],
    /^(.+):\d{1,5}$/.exec(plain)?.[1],
    /^([\d.]+)\/32$/.exec(plain)?.[1],
    /^([\da-f:.]+)\/128$/i.exec(plain)?.[1],
  ]
  return forms.find((form) => form !== undefined && isIP(form) !== 0) ?? null
}
