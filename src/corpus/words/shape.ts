import type { Ink } from '../../model/ink.ts'
import type { HandwritingModel, Reach, Sign } from './handwriting-model.ts'

/** Ink rises or falls if it extends beyond the small letters by this share of their height. */
const reachShare = 0.2
/** A character gets this share of its width on either side, as letters are not evenly wide. */
const sideShare = 0.2
/** At least this share of the columns has to extend. */
const columnsShareMin = 0.2
/** Below 1, because neighbouring characters are not independent evidence. */
const shapeWeight = 0.5

/** Running counts of the columns that extend, up to each column. */
export type ReachSums = { above: Uint32Array; below: Uint32Array }

/** Adds up where a line's ink rises above its small letters and falls below them. */
export function sumReach({ above, below, letterHeight }: Ink): ReachSums {
  const sum = (profile: readonly number[]): Uint32Array => {
    const sums = new Uint32Array(profile.length + 1)
    for (const [column, ink] of profile.entries())
      sums[column + 1] = (sums[column] ?? 0) + (ink >= reachShare * letterHeight ? 1 : 0)
    return sums
  }
  return { above: sum(above), below: sum(below) }
}

/** Which characters of a word rise and fall if it is written between these columns. */
export function reachOf(
  sums: ReachSums,
  signs: readonly Sign[],
  { from, to }: { from: number; to: number },
): Reach[] {
  const unit = (to - from) / signs.reduce((sum, { width }) => sum + width, 0)
  const last = sums.above.length - 1
  let at = from
  return signs.map(({ width }) => {
    const clamp = (column: number): number => Math.min(last, Math.max(0, Math.round(column)))
    const first = clamp(at - sideShare * unit * width)
    const end = clamp(at + (1 + sideShare) * unit * width)
    at += width * unit
    const reaches = (of: Uint32Array): boolean =>
      (of[end] ?? 0) - (of[first] ?? 0) > columnsShareMin * (end - first)
    return { rises: reaches(sums.above), falls: reaches(sums.below) }
  })
}

/** The log-likelihood ratio that the ink between two columns is this word, by its rises and falls. */
export function weighShape(
  sums: ReachSums,
  signs: readonly Sign[],
  handwriting: HandwritingModel,
): (from: number, to: number) => number {
  // The same columns are weighed many times while the scale of the line is found.
  const weighed = new Map<number, number>()
  return (from, to) => {
    const span = { from: Math.round(from), to: Math.round(to) }
    const key = span.from * sums.above.length + span.to
    const log = weighed.get(key) ?? shapeLogOf(signs, handwriting, reachOf(sums, signs, span))
    weighed.set(key, log)
    return log
  }
}

function shapeLogOf(
  signs: readonly Sign[],
  handwriting: HandwritingModel,
  reach: readonly Reach[],
): number {
  let log = 0
  for (const [place, sign] of signs.entries()) {
    const { rises, falls } = reach[place] ?? { rises: false, falls: false }
    log += ratio(rises, sign.rises, handwriting.rises) + ratio(falls, sign.falls, handwriting.falls)
  }
  return shapeWeight * log
}

function ratio(is: boolean, own: number, any: number): number {
  return Math.log(is ? own / any : (1 - own) / (1 - any))
}
