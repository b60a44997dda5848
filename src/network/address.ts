import ipaddr from 'ipaddr.js'
import type { WebFault } from '../model/web.ts'

/** A host that the operator allows by name; `port` is null for the usual ports. */
export type AllowedHost = { host: string; port: number | null }

const addressCharsMax = 4_000
const usualPorts: ReadonlySet<number> = new Set([80, 443])
/** Reserved for documentation, benchmarks or overlays: no public web server is there. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')
/** Where clouds serve a rented machine its secrets; some of these count as public or private by their number. */
const metadataAddresses: ReadonlySet<string> = new Set([
  '100.100.100.200',
  '168.63.129.16',
  '169.254.0.23',
  '169.254.42.42',
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '192.0.0.192',
  'fd00:42::42',
  'fd00:c1::a9fe:a9fe',
  'fd00:ec2::23',
  'fd00:ec2::254',
  'fd20:ce::254',
  'fe80::a9fe:a9fe',
])
/** The ranges an allowed host may be in besides public addresses; never the metadata addresses. */
const ownRanges: ReadonlySet<string> = new Set([
  'unicast',
  'private',
  'loopback',
  'uniqueLocal',
  'carrierGradeNat',
])

/** Reads `HOST` or `HOST:PORT` as an operator gives it; null if it is neither. */
export function readAllowedHost(given: string): AllowedHost | null {
  const url = URL.parse(`http://${given}`)
  const isPlain = url && url.username + url.password + url.search + url.hash === ''
  if (!isPlain || url.pathname !== '/' || given.endsWith('/')) return null
  const port = /:(\d+)$/.exec(given)?.[1]
  return { host: hostOf(url), port: port === undefined ? null : Number(port) }
}

/** Reads an address and says whether it may be fetched, or why not; where its host is gets checked later. */
export function readAddress(
  given: string,
  allowed: readonly AllowedHost[],
): { url: URL } | WebFault {
  const url = given.length <= addressCharsMax ? URL.parse(given) : null
  if (!url) return { fault: 'it is not a whole web address' }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { fault: `${url.protocol} addresses are not fetched, only http: and https:` }
  if (url.username !== '' || url.password !== '')
    return { fault: 'an address with a user name or a password is not fetched' }
  const port = portOf(url)
  if (usualPorts.has(port) || isAllowed(url, allowed)) return { url }
  // With the brackets of IPv6, as the flag takes it.
  const name = `${url.hostname.replace(/\.$/, '')}:${port}`
  return { fault: `port ${port} is not fetched from unless allowed (--allow-host ${name})` }
}

/** Says whether the operator allows the host of an address by name. */
export function isAllowed(url: URL, allowed: readonly AllowedHost[]): boolean {
  return allowed.some(({ host, port }) => host === hostOf(url) && fitsPort(port, portOf(url)))
}

function fitsPort(allowed: number | null, port: number): boolean {
  return allowed === null ? usualPorts.has(port) : allowed === port
}

/** The host of an address as it is looked up: without brackets and without a trailing dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
}

/** Says whether a numeric address, however it is written, is on the public web. */
export function isPublic(numeric: string): boolean {
  const address = parseNumeric(numeric)
  if (!address || isMetadata(address) || address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(globalUnicast)
}

/** Says whether a host that the operator allowed may be at this numeric address. */
export function isOwn(numeric: string): boolean {
  const address = parseNumeric(numeric)
  return address !== null && !isMetadata(address) && ownRanges.has(address.range())
}

// An IPv4 address embedded in an IPv6 address is judged as IPv4.
function parseNumeric(numeric: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(numeric) ? ipaddr.process(numeric) : null
}

function isMetadata(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return metadataAddresses.has(address.toString())
}
