import type { LinePiece } from './pieces.ts'

/** Which blanks of a line separate words: those from about `threshold` columns on, the wider the surer. */
export type BlankModel = { threshold: number; softness: number; breakWidth: number }

const thresholdShareMin = 0.2
const thresholdShareMax = 1.2
const softnessShare = 0.16
const softnessOfLetter = 0.05
/** The chance that a blank is something else, however wide or narrow it is. */
const doubt = 1e-3

/** If the number of words is known, the widest blanks are those between them. */
export function blanksOfCount(
  pieces: readonly LinePiece[],
  words: number,
  letterHeight: number,
): BlankModel {
  const widths = pieces
    .slice(1)
    .map(({ blankBefore }) => blankBefore)
    .toSorted((a, b) => b - a)
  const count = countBreaks(widths, words)
  const threshold = clamp(((widths[count - 1] ?? 0) + (widths[count] ?? 0)) / 2, letterHeight)
  const breaks = widths.slice(0, count)
  const breakWidth = Math.max(threshold, breaks[Math.floor(breaks.length / 2)] ?? letterHeight)
  return modelOf(threshold, breakWidth, letterHeight)
}

const blanksMin = 4
/** The blanks between words have to be this much wider than the others. */
const widthsApart = 2.2
const apartSoftness = 0.14

/** Splits the blanks of an unread line into two widths, as far apart as possible; null if there are not two. */
export function blanksOfTwoWidths(
  pieces: readonly LinePiece[],
  letterHeight: number,
): BlankModel | null {
  const logs = pieces
    .slice(1)
    .map(({ blankBefore }) => Math.log(blankBefore))
    .toSorted((a, b) => a - b)
  if (logs.length < blanksMin) return null
  let best = { gain: 0, at: 0 }
  for (let at = 1; at < logs.length; at++) {
    const apart = mean(logs.slice(at)) - mean(logs.slice(0, at))
    const gain = at * (logs.length - at) * apart * apart
    if (gain > best.gain) best = { gain, at }
  }
  const [narrow, wide] = [
    Math.exp(mean(logs.slice(0, best.at))),
    Math.exp(mean(logs.slice(best.at))),
  ]
  if (best.at === 0 || wide < widthsApart * narrow) return null
  const threshold = Math.sqrt(narrow * wide)
  if (threshold !== clamp(threshold, letterHeight)) return null
  return { threshold, softness: apartSoftness * threshold, breakWidth: wide }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** A line with joined words has fewer blanks between words than it should; the step in width shows it. */
const joinedShareMax = 0.25
const expectedGain = 1.4

function countBreaks(widths: readonly number[], words: number): number {
  const least = Math.max(1, Math.ceil((words - 1) * (1 - joinedShareMax)))
  let best = { count: words - 1, step: 0 }
  for (let count = words - 1; count >= least; count--) {
    const step = (widths[count - 1] ?? 0) / Math.max(1, widths[count] ?? 1)
    const gained = count === words - 1 ? step * expectedGain : step
    if (gained > best.step) best = { count, step: gained }
  }
  return best.count
}

function modelOf(threshold: number, breakWidth: number, letterHeight: number): BlankModel {
  return {
    threshold,
    softness: softnessShare * threshold + softnessOfLetter * letterHeight,
    breakWidth,
  }
}

function clamp(threshold: number, letterHeight: number): number {
  return Math.min(
    thresholdShareMax * letterHeight,
    Math.max(thresholdShareMin * letterHeight, threshold),
  )
}

/** The chance that a blank separates words, from 0 to 1. */
export function breakChance(blank: number, { threshold, softness }: BlankModel): number {
  return doubt + (1 - 2 * doubt) / (1 + Math.exp((threshold - blank) / softness))
}

const wideMax = 5
const apartMin = 1.6

/** The logarithm of that chance; a blank that sets words apart like columns is wider than a usual one. */
export function isBreakLog(blank: number, model: BlankModel, isApart: boolean): number {
  const { breakWidth, softness } = model
  if (isApart) {
    const apart = { ...model, threshold: apartMin * breakWidth, softness: 2 * softness }
    return Math.log(breakChance(blank, apart))
  }
  const wide = { ...model, threshold: wideMax * breakWidth, softness: breakWidth / 2 }
  return Math.log(breakChance(blank, model)) + Math.log(1 - breakChance(blank, wide))
}

/** The logarithm of the chance that a blank is within a word. */
export function isInnerLog(blank: number, model: BlankModel): number {
  return Math.log(1 - breakChance(blank, model))
}
