import sharp from 'sharp'

/** What a classifier looks at: 18 numbers on the tones, colours, edges and grain of a picture. */
export async function looksOf(picture: Uint8Array): Promise<number[]> {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const greys = new Float64Array(info.width * info.height)
  const sums = [0, 0, 0]
  let saturation = 0
  for (let at = 0; at < greys.length; at += 1) {
    const colours = [data[3 * at] ?? 0, data[3 * at + 1] ?? 0, data[3 * at + 2] ?? 0]
    for (const [channel, tone] of colours.entries()) sums[channel] = (sums[channel] ?? 0) + tone
    saturation += Math.max(...colours) - Math.min(...colours)
    greys[at] = ((colours[0] ?? 0) * 77 + (colours[1] ?? 0) * 150 + (colours[2] ?? 0) * 29) / 256
  }
  const pixels = greys.length
  const sorted = greys.toSorted()
  const toneAt = (share: number): number => sorted[Math.floor(share * (pixels - 1))] ?? 0
  const mean = meanOf(greys)
  const middle = toneAt(0.5)
  const edges = edgesOf(greys, info.width, middle)
  const dark = (middle + toneAt(0.01)) / 2
  return [
    mean,
    Math.sqrt(meanOf(greys.map((grey) => (grey - mean) ** 2))),
    ...[0.01, 0.05, 0.25, 0.5, 0.75, 0.95].map(toneAt),
    ...sums.map((sum) => sum / pixels - mean),
    saturation / pixels,
    Math.sqrt(edges.across / pixels),
    Math.sqrt(edges.down / pixels),
    Math.log(1 + edges.curves / pixels),
    Math.log(1 + edges.grain / pixels),
    greys.filter((grey) => grey < dark).length / pixels,
    edges.across / (1 + edges.down),
  ]
}

function edgesOf(greys: Float64Array, width: number, middle: number) {
  const sums = { across: 0, down: 0, curves: 0, grain: 0 }
  for (let at = width; at < greys.length - width; at += 1) {
    const grey = greys[at] ?? 0
    const [left, right] = [greys[at - 1] ?? 0, greys[at + 1] ?? 0]
    const [above, below] = [greys[at - width] ?? 0, greys[at + width] ?? 0]
    const curve = (4 * grey - left - right - above - below) ** 2
    sums.across += Math.abs(right - left)
    sums.down += Math.abs(below - above)
    sums.curves += curve
    sums.grain += grey > middle ? curve : 0
  }
  return sums
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0
  return sum / values.length
}

/** A picture as a classifier sees it, and whether it is of a known item. */
export type Seen = { features: readonly number[]; isKnown: boolean }

const rounds = 400
const decay = 0.01

/** Learns to tell known pictures (logistic regression, gradient descent); the score is higher for known ones. */
export function learn(looks: readonly Seen[]): (features: readonly number[]) => number {
  const size = looks[0]?.features.length ?? 0
  const columns = Array.from({ length: size }, (_, n) =>
    looks.map(({ features }) => features[n] ?? 0),
  )
  const means = columns.map(meanOf)
  const spreads = columns.map((column, n) =>
    Math.sqrt(meanOf(column.map((value) => (value - (means[n] ?? 0)) ** 2)) + 1e-9),
  )
  const even = (features: readonly number[]): number[] =>
    features.map((value, n) => (value - (means[n] ?? 0)) / (spreads[n] ?? 1))
  const rows = looks.map(({ features, isKnown }) => ({ values: even(features), isKnown }))
  const weights = Array<number>(size).fill(0)
  let bias = 0
  const scoreOf = (values: readonly number[]): number =>
    values.reduce((sum, value, n) => sum + value * (weights[n] ?? 0), bias)
  for (let round = 0; round < rounds; round += 1) {
    const steps = Array<number>(size).fill(0)
    let lean = 0
    for (const { values, isKnown } of rows) {
      const fault = 1 / (1 + Math.exp(-scoreOf(values))) - Number(isKnown)
      lean += fault / rows.length
      for (const [n, value] of values.entries())
        steps[n] = (steps[n] ?? 0) + (fault * value) / rows.length
    }
    bias -= lean
    for (const n of weights.keys()) weights[n] = (weights[n] ?? 0) * (1 - decay) - (steps[n] ?? 0)
  }
  return (features) => scoreOf(even(features))
}
