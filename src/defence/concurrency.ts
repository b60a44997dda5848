import type { Concurrency, ConcurrentAction } from '../model/limit.ts'
import { prefixesOf } from './holder.ts'
import { shares } from './limits.ts'

/**
 * How much of each one IPv4 address may have going on at a time. 400 people of an office each hold up to six
 * connections. Pictures wait for each other, so many may be under way; what writes to the store is short, and
 * few are under way even in a crowd.
 */
export const concurrentMax: Readonly<Record<ConcurrentAction, number>> = {
  connection: 2_400,
  request: 256,
  issue: 32,
  answer: 32,
  media: 192,
  report: 8,
  'bad-secret': 32,
  'bad-jwt': 32,
}

/**
 * Counts what is going on in this process, by every prefix of an address. Addresses stay in memory for that long
 * and are not hashed, because nothing is kept. `percent` makes all limits wider or narrower, 0 lifts them.
 */
export function openConcurrency(percent: number): Concurrency {
  const counts = new Map<string, number>()

  function leave(names: readonly string[]): void {
    for (const name of names) {
      const left = (counts.get(name) ?? 1) - 1
      if (left > 0) counts.set(name, left)
      else counts.delete(name)
    }
  }

  return {
    enter: (action, address) => {
      if (percent === 0) return () => undefined
      const places = prefixesOf(address).map(({ level, prefix }) => ({
        name: `${action} ${prefix}`,
        most: Math.max(1, Math.floor((concurrentMax[action] * shares[level] * percent) / 100)),
      }))
      if (places.some(({ name, most }) => (counts.get(name) ?? 0) >= most)) return null
      const names = places.map(({ name }) => name)
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
      let isLeft = false
      return () => {
        if (!isLeft) leave(names)
        isLeft = true
      }
    },
  }
}
