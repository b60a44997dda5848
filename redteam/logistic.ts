/** Features of one thing, and whether it is of the one sort. */
export type Sample = { features: readonly number[]; isOne: boolean }

const rounds = 400
const step = 0.3
const shrink = 0.002

/** Fits a logistic regression, and gives the score of further features: higher is more likely the one sort. */
export function fitLogistic(samples: readonly Sample[]): (features: readonly number[]) => number {
  const width = samples[0]?.features.length ?? 0
  const columns = Array.from({ length: width }, (_, at) =>
    samples.map(({ features }) => features[at] ?? 0),
  )
  const scales = columns.map((column) => {
    const middle = column.reduce((sum, value) => sum + value, 0) / column.length
    const variance = column.reduce((sum, value) => sum + (value - middle) ** 2, 0) / column.length
    return { middle, spread: Math.sqrt(variance) || 1 }
  })
  const scale = (features: readonly number[]): number[] =>
    scales.map(({ middle, spread }, at) => ((features[at] ?? 0) - middle) / spread)
  const scaled = samples.map(({ features, isOne }) => ({ features: scale(features), isOne }))
  const weights = Array.from({ length: width }, () => 0)
  const score = (features: readonly number[]): number =>
    weights.reduce((sum, weight, at) => sum + weight * (features[at] ?? 0), 0)
  for (let round = 0; round < rounds; round += 1) {
    const slopes = weights.map(() => 0)
    for (const { features, isOne } of scaled) {
      const miss = (isOne ? 1 : 0) - 1 / (1 + Math.exp(-score(features)))
      for (let at = 0; at < width; at += 1)
        slopes[at] = (slopes[at] ?? 0) + miss * (features[at] ?? 0)
    }
    for (let at = 0; at < width; at += 1)
      weights[at] = (weights[at] ?? 0) * (1 - shrink) + (step * (slopes[at] ?? 0)) / scaled.length
  }
  return (features) => score(scale(features))
}
