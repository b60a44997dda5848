/** Randomness that a seed repeats; no secret depends on it. */
export type Dice = {
  /** A number from `low` up to but not including `high`. */
  between(low: number, high: number): number
  /** One of the things; throws if there are none. */
  pick<T>(things: readonly T[]): T
  /** The same things in another order. */
  shuffle<T>(things: readonly T[]): T[]
}

/** Dice that fall the same way for the same seed (a whole number; only its lowest 32 bits count). */
export function makeDice(seed: number): Dice {
  let state = seed >>> 0
  // A linear congruential generator with Knuth's constants; its high bits are even enough for drawing.
  const between = (low: number, high: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const mixed = Math.imul(state ^ (state >>> 16), 0x45d9f3b) >>> 0
    return low + (((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * (high - low)
  }
  const pick = <T>(things: readonly T[]): T => {
    const thing = things[Math.floor(between(0, things.length))]
    if (thing === undefined) throw new RangeError('nothing to pick from')
    return thing
  }
  const shuffle = <T>(things: readonly T[]): T[] =>
    things
      .map((thing) => ({ thing, place: between(0, 1) }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ thing }) => thing)
  return { between, pick, shuffle }
}
