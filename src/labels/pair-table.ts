import type { ColludingPair } from './collusion.ts'
import { grownTo } from './grown-to.ts'

/** How often a pair came up, and what was counted of it. */
export type PairChange = Omit<ColludingPair, 'a' | 'b' | 'shared'>

/** Pairs of numbered networks and what is counted of them, in the order in which they first came up. */
export type PairTable = {
  readonly size: number
  /** Adds to the counts of a pair, and says whether it is new to the table; `a` is less than `b`. */
  add(a: number, b: number, change: PairChange): boolean
  values(): Generator<ColludingPair>
}

const columnsPerPair = 5
const [shared, alike, expected, expectedOfA, expectedOfB] = [0, 1, 2, 3, 4]

/**
 * Opens an empty table. If there are more pairs than `pairsMax`, those least often wrong alike start again from
 * nothing: half of the room is freed at once, so that a flood of networks costs no more than twice its pairs.
 */
export function openPairTable(pairsMax: number): PairTable {
  // A hash table with open addressing in typed arrays: a Map of as many objects takes six times the memory.
  const places = new Int32Array(2 ** Math.ceil(Math.log2(pairsMax * 2)))
  const mask = places.length - 1
  let names = new Uint32Array(0)
  let counts = new Float64Array(0)
  let size = 0
  const slotOf = (a: number, b: number): number => {
    let slot = hashOf(a, b) & mask
    for (;;) {
      const place = (places[slot] ?? 0) - 1
      if (place < 0 || (names[2 * place] === a && names[2 * place + 1] === b)) return slot
      slot = (slot + 1) & mask
    }
  }
  const enter = (a: number, b: number): number => {
    names = grownTo(names, 2 * size + 1)
    counts = grownTo(counts, columnsPerPair * (size + 1))
    names[2 * size] = a
    names[2 * size + 1] = b
    counts.fill(0, columnsPerPair * size, columnsPerPair * (size + 1))
    return size++
  }
  const makeRoom = (): void => {
    for (let least = 0.5; size > pairsMax / 2; least *= 2) {
      const before = size
      size = 0
      for (let place = 0; place < before; place++) {
        const from = columnsPerPair * place
        if ((counts[from + alike] ?? 0) < least) continue
        names.copyWithin(2 * size, 2 * place, 2 * place + 2)
        counts.copyWithin(columnsPerPair * size, from, from + columnsPerPair)
        size += 1
      }
    }
    places.fill(0)
    for (let place = 0; place < size; place++)
      places[slotOf(names[2 * place] ?? 0, names[2 * place + 1] ?? 0)] = place + 1
  }
  return {
    get size() {
      return size
    },
    add: (a, b, change) => {
      let slot = slotOf(a, b)
      const isNew = places[slot] === 0
      if (isNew && size >= pairsMax) {
        makeRoom()
        slot = slotOf(a, b)
      }
      if (isNew) places[slot] = enter(a, b) + 1
      const from = columnsPerPair * ((places[slot] ?? 0) - 1)
      counts[from + shared] = (counts[from + shared] ?? 0) + 1
      counts[from + alike] = (counts[from + alike] ?? 0) + change.alike
      counts[from + expected] = (counts[from + expected] ?? 0) + change.expected
      counts[from + expectedOfA] = (counts[from + expectedOfA] ?? 0) + change.expectedOfA
      counts[from + expectedOfB] = (counts[from + expectedOfB] ?? 0) + change.expectedOfB
      return isNew
    },
    *values() {
      for (let place = 0; place < size; place++) {
        const countAt = (column: number): number => counts[columnsPerPair * place + column] ?? 0
        yield {
          a: names[2 * place] ?? 0,
          b: names[2 * place + 1] ?? 0,
          shared: countAt(shared),
          alike: countAt(alike),
          expected: countAt(expected),
          expectedOfA: countAt(expectedOfA),
          expectedOfB: countAt(expectedOfB),
        }
      }
    },
  }
}

function hashOf(a: number, b: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
