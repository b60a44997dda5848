import { usedShareOf } from '../model/allowance.ts'
import type { Concurrency, Concurrent } from '../model/limit.ts'
import { prefixesOf } from './holder.ts'
import { shares } from './shares.ts'

/**
 * How much of each one IPv4 address may have at a time: 400 people of an office each hold up to six connections,
 * and nine pictures each may be under way for every eighth of them.
 */
export const concurrentMax: Readonly<Record<Concurrent, number>> = {
  connection: 2_400,
  request: 512,
}

/**
 * Counts what there is in this process, by every prefix of an address. Addresses stay in memory for that long
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
    enter: (what, address) => {
      if (percent === 0) return () => undefined
      const names: string[] = []
      // What the narrower prefixes have under way decides how much of a wider one is kept from them.
      let used = 0
      for (const { level, prefix } of prefixesOf(address)) {
        const { share, keptShare } = shares[level]
        const name = `${what} ${prefix}`
        const room = (concurrentMax[what] * share * percent) / 100
        const count = counts.get(name) ?? 0
        if (count >= Math.max(1, Math.floor(room * (1 - keptShare * used)))) return null
        used = Math.max(used, usedShareOf(count, room))
        names.push(name)
      }
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
      let isLeft = false
      return () => {
        if (!isLeft) leave(names)
        isLeft = true
      }
    },
  }
}
