import { createHmac } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import type { Clock, Random, Records } from '../model/stores.ts'

const dayMs = 86_400_000
const saltBytes = 32
const clusterHexDigits = 16

/**
 * A way to name the network of an address without keeping the address: the /24 or /64, hashed with a
 * salt that is forgotten after a day, so that the name means nothing afterwards.
 */
export const openClusters = (lent: {
  records: Pick<Records, 'saltOfDay'>
  clock: Clock
  random: Random
}): ((address: string) => Promise<string>) => {
  let salt: { day: number; value: string } | null = null
  return async (address) => {
    const day = Math.floor(lent.clock() / dayMs)
    if (salt?.day !== day) {
      const fresh = lent.random(saltBytes).toString('hex')
      salt = { day, value: await lent.records.saltOfDay(day, fresh) }
    }
    const hash = createHmac('sha256', salt.value).update(networkOf(address)).digest('hex')
    return hash.slice(0, clusterHexDigits)
  }
}

/** The /24 of an IPv4 address (also when it is written as IPv6), the /64 of an IPv6 one. */
export const networkOf = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address.replace(/%.*$/, '')
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`
  if (isIPv6(plain)) return `${groupsOf(plain).slice(0, 4).join(':')}::/64`
  return 'unknown'
}

const groupsOf = (address: string): string[] => {
  const [head = '', tail] = address.split('::')
  if (tail === undefined) return splitGroups(head)
  const missing = Math.max(0, 8 - splitGroups(head).length - splitGroups(tail).length)
  const zeros = Array.from({ length: missing }, () => '0')
  return [...splitGroups(head), ...zeros, ...splitGroups(tail)]
}

const splitGroups = (part: string): string[] => (part === '' ? [] : part.split(':'))
