import type { Judged } from './temperature.ts'

const calibrationBins = 10

/**
 * The share of judged tasks whose top candidate is right. If n candidates tie at the top, each counts 1/n.
 */
export function accuracy(judged: readonly Judged[]): number {
  return meanOf(judged.map(scoreOf))
}

/**
 * How far the confidence is from the truth: the mean distance between accuracy and mean confidence over ten
 * equal bins of the top probability, weighted by the size of each bin. 0 is best.
 * Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015.
 */
export function expectedCalibrationError(judged: readonly Judged[]): number {
  // Only the sum of each bin matters: what was right, less what was claimed.
  const gaps = new Float64Array(calibrationBins)
  for (const one of judged) {
    const confidence = topOf(one)
    const bin = Math.min(calibrationBins - 1, Math.floor(confidence * calibrationBins))
    gaps[bin] = (gaps[bin] ?? 0) + scoreOf(one) - confidence
  }
  return judged.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / judged.length
}

/** The share of judged tasks whose confidence is at least a threshold, and how many of those are right. */
export function claimedAt(
  judged: readonly Judged[],
  threshold: number,
): { share: number; count: number; accuracy: number } {
  const claimed = judged.filter((one) => topOf(one) >= threshold)
  const share = judged.length === 0 ? 0 : claimed.length / judged.length
  return { share, count: claimed.length, accuracy: accuracy(claimed) }
}

/**
 * The largest share of judged tasks that can be released, most certain first, with at least this precision.
 * Tasks of the same confidence are released together or not at all.
 */
export function coverageAt(judged: readonly Judged[], precision: number): number {
  const ranked = judged
    .map((one) => ({ confidence: topOf(one), score: scoreOf(one) }))
    .toSorted((a, b) => b.confidence - a.confidence)
  let right = 0
  let released = 0
  ranked.forEach(({ confidence, score }, place) => {
    right += score
    const isLastOfItsKind = ranked[place + 1]?.confidence !== confidence
    if (isLastOfItsKind && right >= precision * (place + 1)) released = place + 1
  })
  return ranked.length === 0 ? 0 : released / ranked.length
}

function topOf({ probabilities }: Judged): number {
  let top = 0
  for (let k = 0; k < probabilities.length; k++) top = Math.max(top, probabilities[k] ?? 0)
  return top
}

function scoreOf(one: Judged): number {
  const top = topOf(one)
  if (one.right < 0 || one.probabilities[one.right] !== top) return 0
  let tied = 0
  for (let k = 0; k < one.probabilities.length; k++) if (one.probabilities[k] === top) tied += 1
  return 1 / tied
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
