import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import { plainAddress } from '../model/address.ts'
import type { FindAsn, FindHolder, HolderLevel, SlicedHolder } from '../model/holder.ts'
import type { Keys, Salts } from '../model/key.ts'
import type { Clock, Random } from '../model/stores.ts'

const dayMs = 86_400_000
const saltBytes = 32
const hashHexDigits = 16
/** A network is shown the same slice for this long: docs/decisions/0030 says why. */
const sliceDays = 30
const sliceKeyName = 'slices'
/** How long what was found for an address is remembered, and for how many addresses. */
const recentMs = 60_000
const recentMax = 4_096

/** A prefix that an address lies in, in plain text. */
export type Prefix = { level: HolderLevel; prefix: string }

/**
 * Finds who is behind an address without keeping it: hashes its prefixes, and its autonomous system if
 * `findAsn` knows it, with a salt that is forgotten after a day. A visitor makes several requests within a minute, so
 * what was found is remembered for as long.
 */
export function openHolders(context: {
  salts: Pick<Salts, 'ofDay'>
  keys: Pick<Keys, 'of'>
  findAsn: FindAsn | null
  clock: Clock
  random: Random
}): FindHolder {
  let salt: { day: number; key: KeyObject } | null = null
  let sliceKey: KeyObject | null = null
  const recent = openRecent<SlicedHolder>()
  return async (address) => {
    const now = context.clock()
    const day = Math.floor(now / dayMs)
    if (salt?.day !== day) {
      const fresh = drawKey(context)
      salt = { day, key: createSecretKey(await context.salts.ofDay(day, fresh), 'utf8') }
    }
    sliceKey ??= createSecretKey(await context.keys.of(sliceKeyName, drawKey(context)), 'utf8')
    const [{ key }, slices] = [salt, sliceKey]
    return recent(address, now, day, () => {
      const asn = context.findAsn?.(address) ?? null
      const provider =
        asn === null ? [] : [{ level: 'asn' as const, hash: hashOf(key, `AS${asn}`) }]
      const prefixes = prefixesOf(address).map((of) => ({ ...of, hash: hashOf(key, of.prefix) }))
      const network = networkAmong(prefixes)
      const month = Math.floor(day / sliceDays)
      return {
        networkHash: network.hash,
        prefixes: [...prefixes.map(({ level, hash }) => ({ level, hash })), ...provider],
        slicePoint: pointOf(slices, `${month} ${network.prefix}`),
      }
    })
  }
}

/** Remembers what was found for names: of a bounded number, for a bounded time, and within one day. */
function openRecent<Found>() {
  const found = new Map<string, Found>()
  let since = { ms: 0, day: 0 }
  return (name: string, now: number, day: number, find: () => Found): Found => {
    if (now - since.ms >= recentMs || day !== since.day || found.size >= recentMax) {
      found.clear()
      since = { ms: now, day }
    }
    const known = found.get(name) ?? find()
    found.set(name, known)
    return known
  }
}

function hashOf(key: KeyObject, prefix: string): string {
  return createHmac('sha256', key).update(prefix).digest('hex').slice(0, hashHexDigits)
}

function drawKey({ random }: { random: Random }): string {
  return random(saltBytes).toString('hex')
}

function pointOf(key: KeyObject, text: string): number {
  return createHmac('sha256', key).update(text).digest().readUInt32BE() / 2 ** 32
}

/** The widest prefix of an address that is likely one hand: its /24 or /48. */
export function networkOf(address: string): string {
  return networkAmong(prefixesOf(address)).prefix
}

function networkAmong<Of extends Prefix>(prefixes: readonly Of[]): Of {
  const [narrowest] = prefixes
  const network = prefixes.findLast(({ level }) => level === '/24' || level === '/48') ?? narrowest
  if (!network) throw new Error('an address has no prefix')
  return network
}

/**
 * The prefixes of an address, from the narrowest to that of a provider. A provider gives a household up to a /48 of
 * IPv6, and a server's owner mostly as much. IPv4 may be written as IPv6 or with a port.
 */
export function prefixesOf(address: string): readonly [Prefix, ...Prefix[]] {
  const plain = plainAddress(address)
  if (isIPv4(plain)) {
    const [a = '0', b = '0', c = '0'] = plain.split('.')
    return [
      { level: '/32', prefix: `${plain}/32` },
      { level: '/24', prefix: `${a}.${b}.${c}.0/24` },
      { level: '/16', prefix: `${a}.${b}.0.0/16` },
    ]
  }
  if (!isIPv6(plain)) return [{ level: '/32', prefix: 'unknown' }]
  const [a = '0', b = '0', c = '0', d = '0'] = groupsOf(plain)
  return [
    { level: '/64', prefix: `${a}:${b}:${c}:${d}::/64` },
    { level: '/56', prefix: `${a}:${b}:${c}:${upperByteOf(d)}::/56` },
    { level: '/48', prefix: `${a}:${b}:${c}::/48` },
    { level: '/40', prefix: `${a}:${b}:${upperByteOf(c)}::/40` },
    { level: 'ipv6 /32', prefix: `${a}:${b}::/32` },
  ]
}

function upperByteOf(group: string): string {
  return (Number.parseInt(group, 16) & 0xff00).toString(16)
}

// The same address can be written in many ways, and proxies forward what they were given.
function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = address.split('::')
  const [before, after] = [splitGroups(head), splitGroups(tail)]
  const missing = Math.max(0, 8 - before.length - after.length)
  const zeros = Array.from({ length: missing }, () => '0')
  return [...before, ...zeros, ...after]
}

function splitGroups(part: string): string[] {
  return part === ''
    ? []
    : part.split(':').map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
}
