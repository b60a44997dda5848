import type { Salts } from '../model/key.ts'
import { createHmac } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import { plainAddress } from '../model/address.ts'
import type { Clock, Random } from '../model/stores.ts'

const dayMs = 86_400_000
const saltBytes = 32
const networkHashHexDigits = 16

/**
 * Names the network of an address without keeping the address: hashes the /24 or /64 with a salt that is
 * forgotten after a day, so that the name means nothing afterwards.
 */
export function openNetworkHashes(context: {
  salts: Pick<Salts, 'ofDay'>
  clock: Clock
  random: Random
}): (address: string) => Promise<string> {
  let salt: { day: number; value: string } | null = null
  return async (address) => {
    const day = Math.floor(context.clock() / dayMs)
    if (salt?.day !== day) {
      const fresh = context.random(saltBytes).toString('hex')
      salt = { day, value: await context.salts.ofDay(day, fresh) }
    }
    const hash = createHmac('sha256', salt.value).update(networkOf(address)).digest('hex')
    return hash.slice(0, networkHashHexDigits)
  }
}

/** The /24 of an IPv4 address (also one written as IPv6, or with a port), or the /64 of an IPv6 address. */
export function networkOf(address: string): string {
  const plain = plainAddress(address)
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`
  if (isIPv6(plain)) return `${groupsOf(plain).slice(0, 4).join(':')}::/64`
  return 'unknown'
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
