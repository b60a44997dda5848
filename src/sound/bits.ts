/** Reads bits from the first to the last of each byte; throws where the bytes end. */
export type Bits = {
  /** The number in the next bits, at most 32 of them. */
  read(count: number): number
  /** The same number with a sign, in two's complement. */
  readSigned(count: number): number
  /** How many zeros come before the next one, which is read, too. */
  countZeros(): number
  /** Goes on at the next whole byte, and says which it is. */
  align(): number
}

/** The bytes ended before what was to be read. */
export class EndOfBits extends Error {}

/** No number is written with more zeros, and a damaged file may be all zeros. */
const zerosMax = 100_000

/** Opens bytes at a place. */
export function openBits(bytes: Uint8Array, from: number): Bits {
  let at = from
  let bit = 0
  const read = (count: number): number => {
    let value = 0
    for (let left = count; left > 0;) {
      const byte = bytes[at]
      if (byte === undefined) throw new EndOfBits()
      const some = Math.min(left, 8 - bit)
      value = value * 2 ** some + ((byte >> (8 - bit - some)) & (2 ** some - 1))
      left -= some
      bit += some
      if (bit === 8) {
        bit = 0
        at += 1
      }
    }
    return value
  }
  return {
    read,
    readSigned: (count) => {
      const value = read(count)
      return count > 0 && value >= 2 ** (count - 1) ? value - 2 ** count : value
    },
    countZeros: () => {
      let zeros = 0
      for (;;) {
        const byte = bytes[at]
        if (byte === undefined || zeros > zerosMax) throw new EndOfBits()
        const rest = (byte << bit) & 0xff
        if (rest === 0) {
          zeros += 8 - bit
          bit = 0
          at += 1
          continue
        }
        const before = Math.clz32(rest) - 24
        zeros += before
        bit += before + 1
        if (bit === 8) {
          bit = 0
          at += 1
        }
        return zeros
      }
    },
    align: () => {
      if (bit > 0) at += 1
      bit = 0
      return at
    },
  }
}
