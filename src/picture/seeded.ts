import { seededUnits } from '../model/chance.ts'

/** A number from `low` up to but not including `high`, the next in its row. */
export type Between = (low: number, high: number) => number

/** A row of numbers that depends on the seed (a whole number up to 2^53) alone: for looks, never for secrets. */
export function seededNumbers(seed: number): Between {
  const next = seededUnits(seed)
  return (low, high) => low + next() * (high - low)
}
