/** A posterior over candidates, and which of them was right (-1: none of those listed). */
export type Judged = { probabilities: ArrayLike<number>; right: number }

/** The range of a temperature, and how closely it is searched. */
const temperatureRules = {
  min: 0.05,
  max: 2,
  /** Steps of the golden section: each shrinks the bracket to 0.618 of its width. */
  steps: 24,
  /** The least probability that enters a loss. */
  floor: 1e-12,
} as const

const golden = (Math.sqrt(5) - 1) / 2

/**
 * Fits the exponent T, from 0.05 to 2, that brings posteriors closest to the truth: the one with the least
 * mean log loss of p^T, renormalised. Below 1, the posteriors were too certain. Tasks of which no candidate
 * was right are ignored; 1 if none is left.
 * Temperature scaling: Guo et al., "On Calibration of Modern Neural Networks", ICML 2017.
 */
export function fitTemperature(judged: readonly Judged[]): number {
  const telling = judged.filter(({ right }) => right >= 0)
  if (telling.length === 0) return 1
  return seekTemperature((temperature) => logLossAt(telling, temperature))
}

/** The exponent from 0.05 to 2 with the least loss, for a loss that has one minimum. */
export function seekTemperature(lossOf: (temperature: number) => number): number {
  // Searched in log T, where both sides of the minimum look the same.
  const lossAt = (logT: number): number => lossOf(Math.exp(logT))
  let low = Math.log(temperatureRules.min)
  let high = Math.log(temperatureRules.max)
  let a = high - golden * (high - low)
  let b = low + golden * (high - low)
  let lossA = lossAt(a)
  let lossB = lossAt(b)
  for (let step = 0; step < temperatureRules.steps; step++) {
    if (lossA <= lossB) {
      ;[high, b, lossB] = [b, a, lossA]
      a = high - golden * (high - low)
      lossA = lossAt(a)
    } else {
      ;[low, a, lossA] = [a, b, lossB]
      b = low + golden * (high - low)
      lossB = lossAt(b)
    }
  }
  return Math.exp((low + high) / 2)
}

/** A posterior raised to an exponent and renormalised; the order of its candidates stays. */
export function temper(probabilities: ArrayLike<number>, exponent: number): Float64Array {
  const tempered = Float64Array.from(probabilities, (p) => Math.max(p, 0) ** exponent)
  const sum = tempered.reduce((total, p) => total + p, 0)
  return sum > 0 ? tempered.map((p) => p / sum) : tempered.fill(1 / tempered.length)
}

function logLossAt(judged: readonly Judged[], exponent: number): number {
  let loss = 0
  for (const { probabilities, right } of judged) {
    let sum = 0
    for (let k = 0; k < probabilities.length; k++)
      sum += Math.max(probabilities[k] ?? 0, temperatureRules.floor) ** exponent
    const own = Math.max(probabilities[right] ?? 0, temperatureRules.floor)
    loss += Math.log(sum) - exponent * Math.log(own)
  }
  return loss / judged.length
}
