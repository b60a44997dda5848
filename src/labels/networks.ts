/** Gives each network of a corpus a number, so that what is counted of it can lie in arrays. */
export type Networks = {
  readonly size: number
  /** The number of a network; a new one if it was not met before. */
  numberOf(networkHash: string): number
  /** The number of a network that was met before; -1 of another. */
  find(networkHash: string): number
  hashOf(number: number): string
}

/** Opens an empty numbering: networks are numbered from 0 in the order in which they are met. */
export function openNetworks(): Networks {
  const numbers = new Map<string, number>()
  const hashes: string[] = []
  return {
    get size() {
      return hashes.length
    },
    numberOf: (networkHash) => {
      const known = numbers.get(networkHash)
      if (known !== undefined) return known
      numbers.set(networkHash, hashes.length)
      return hashes.push(networkHash) - 1
    },
    find: (networkHash) => numbers.get(networkHash) ?? -1,
    hashOf: (number) => hashes[number] ?? '',
  }
}
