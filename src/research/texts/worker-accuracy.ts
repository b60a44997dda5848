/** How often each worker was right, and out of how many answers; fractions of an answer count as such. */
export type Records = { right: Float64Array; count: Float64Array }

/** Strengths of the prior that are tried, in answers. */
const strengths = [1, 2, 4, 8, 16, 32, 64] as const

/** What is assumed about people before any has a record, and how many answers that assumption is worth. */
const belief = { accuracy: 0.8, answers: 10 } as const

/** Nobody is entirely certain, nor certainly wrong. */
const accuracyMin = 0.005
const accuracyMax = 0.995

/**
 * How often workers are right: the mean of a Beta posterior whose prior has the mean of all answers and the
 * strength under which the records are likeliest (empirical Bayes). A worker without a record is taken to be
 * like all.
 */
export function estimateAccuracies({ right, count }: Records): Float64Array {
  const hits = sumOf(right) + belief.accuracy * belief.answers
  const mean = between(hits / (sumOf(count) + belief.answers))
  let strength: number = strengths[0]
  let best = -Infinity
  for (const one of strengths) {
    const likelihood = logLikelihood({ right, count }, mean, one)
    if (likelihood > best) [best, strength] = [likelihood, one]
  }
  return count.map((n, worker) => {
    return between(((right[worker] ?? 0) + mean * strength) / (n + strength))
  })
}

function between(p: number): number {
  return Math.min(accuracyMax, Math.max(accuracyMin, p))
}

/** log p / (1 - p) of each. */
export function logOddsOf(accuracies: Float64Array): Float64Array {
  return accuracies.map((p) => Math.log(p / (1 - p)))
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function logLikelihood({ right, count }: Records, mean: number, strength: number): number {
  const [a, b] = [mean * strength, (1 - mean) * strength]
  const prior = logBeta(a, b)
  let sum = 0
  for (let worker = 0; worker < count.length; worker++) {
    const answers = count[worker] ?? 0
    if (answers === 0) continue
    const hits = right[worker] ?? 0
    sum += logBeta(hits + a, answers - hits + b) - prior
  }
  return sum
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

// Stirling's series, once the argument is large enough for three of its terms.
function logGamma(x: number): number {
  let shift = 0
  let at = x
  for (; at < 8; at++) shift += Math.log(at)
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5)
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift
}
