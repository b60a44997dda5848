import { grownTo } from './grown-to.ts'

/** Gives each network of a corpus a number, so that what is counted of it can lie in arrays. */
export type Networks = {
  readonly size: number
  /** The number of a network; a new one if it was not met before. */
  numberOf(networkHash: string): number
  /** The number of a network that was met before; -1 of another. */
  find(networkHash: string): number
  hashOf(number: number): string
  /** The numbers in the order of their hashes, which is that of the store. */
  inOrder(): Uint32Array
}

const placesMin = 32
const digits = 8
const hashForm = /^[0-9a-f]{16}$/

/**
 * Opens an empty numbering: networks are numbered from 0 in the order in which they are met. Hashes of 16 digits, as
 * the service makes them, lie in typed arrays with open addressing: a Map of millions of strings takes five times the
 * memory.
 */
export function openNetworks(): Networks {
  const others = new Map<string, number>()
  const hashesOfOthers = new Map<number, string>()
  let halves = new Uint32Array(placesMin)
  let places = new Int32Array(placesMin)
  let size = 0
  const slotOf = (high: number, low: number): number => {
    let slot = mix(high, low) & (places.length - 1)
    for (;;) {
      const number = (places[slot] ?? 0) - 1
      if (number < 0 || (halves[2 * number] === high && halves[2 * number + 1] === low)) return slot
      slot = (slot + 1) & (places.length - 1)
    }
  }
  const spread = (): void => {
    places = new Int32Array(places.length * 2)
    for (let number = 0; number < size; number++)
      if (!hashesOfOthers.has(number))
        places[slotOf(halves[2 * number] ?? 0, halves[2 * number + 1] ?? 0)] = number + 1
  }
  const enter = (networkHash: string): number => {
    const number = size
    if (!hashForm.test(networkHash)) {
      others.set(networkHash, number)
      hashesOfOthers.set(number, networkHash)
    } else {
      const [high, low] = halvesOf(networkHash)
      halves = grownTo(halves, 2 * number + 1)
      halves[2 * number] = high
      halves[2 * number + 1] = low
      if (2 * size >= places.length) spread()
      places[slotOf(high, low)] = number + 1
    }
    size += 1
    return number
  }
  const find = (networkHash: string): number => {
    if (!hashForm.test(networkHash)) return others.get(networkHash) ?? -1
    const [high, low] = halvesOf(networkHash)
    return (places[slotOf(high, low)] ?? 0) - 1
  }
  const hashOf = (number: number): string =>
    hashesOfOthers.get(number) ??
    `${hexOf(halves[2 * number] ?? 0)}${hexOf(halves[2 * number + 1] ?? 0)}`
  return {
    get size() {
      return size
    },
    numberOf: (networkHash) => {
      const known = find(networkHash)
      return known < 0 ? enter(networkHash) : known
    },
    find,
    hashOf,
    inOrder: () => {
      const numbers = Uint32Array.from({ length: size }, (_, number) => number)
      if (others.size > 0) return numbers.toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1))
      const at = (place: number): number => halves[place] ?? 0
      return numbers.toSorted((a, b) => at(2 * a) - at(2 * b) || at(2 * a + 1) - at(2 * b + 1))
    },
  }
}

function halvesOf(networkHash: string): [high: number, low: number] {
  return [
    Number.parseInt(networkHash.slice(0, digits), 16),
    Number.parseInt(networkHash.slice(digits), 16),
  ]
}

function hexOf(half: number): string {
  return half.toString(16).padStart(digits, '0')
}

function mix(high: number, low: number): number {
  const mixed = Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
