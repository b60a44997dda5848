import { seededUnits } from '../model/chance.ts'

/** The next number of a sequence, from `low` up to but not including `high`. */
export type Between = (low: number, high: number) => number

/** A sequence that depends only on the seed (a whole number up to 2^53): for looks, never for secrets. */
export function seededNumbers(seed: number): Between {
  const next = seededUnits(seed)
  return (low, high) => low + next() * (high - low)
}
