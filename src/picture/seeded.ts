/** A number from `low` up to but not including `high`, the next in its row. */
export type Between = (low: number, high: number) => number

/** A row of numbers that depends on the seed (a whole number up to 2^53) alone: for looks, never for secrets. */
export function seededNumbers(seed: number): Between {
  let state = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1)) | 0
  return (low, high) => {
    // Tommy Ettinger's Mulberry32: 32 bits of state, even enough for tones and tilts.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (high - low)
  }
}
