/** A layer of a net over time: each output is a weighted sum of a window of inputs, which moves by `stride`. */
export type Layer = {
  from: number
  to: number
  width: number
  stride: number
  weights: Float32Array
  bias: Float32Array
  slopes: Moments
  biasSlopes: Moments
}

/** The slopes that a batch has summed, and their running means and squares (Adam, Kingma and Ba 2014). */
type Moments = { sum: Float32Array; mean: Float32Array; square: Float32Array }

type Shape = { from: number; to: number; width: number; stride: number; scale?: number }

/** Makes a layer with small random weights. */
export function makeLayer(shape: Shape, unit: () => number): Layer {
  const inputs = shape.from * shape.width
  const spread = Math.sqrt(6 / inputs) * (shape.scale ?? 1)
  const weights = Float32Array.from({ length: shape.to * inputs }, () => spread * (2 * unit() - 1))
  const bias = new Float32Array(shape.to)
  return { ...shape, weights, bias, slopes: moments(weights), biasSlopes: moments(bias) }
}

function moments({ length }: Float32Array): Moments {
  const zeros = (): Float32Array => new Float32Array(length)
  return { sum: zeros(), mean: zeros(), square: zeros() }
}

/** Computes what a layer makes of its input; what is below zero becomes zero, unless it is the last layer. */
export function convolve(layer: Layer, input: Float32Array, isLast: boolean): Float32Array {
  const { from, to, width, stride, weights, bias } = layer
  const inputs = from * width
  const times = Math.max(0, Math.floor((input.length / from - width) / stride) + 1)
  const output = new Float32Array(times * to)
  for (let t = 0; t < times; t += 1) {
    const start = t * stride * from
    for (let o = 0; o < to; o += 1) {
      let sum = bias[o] ?? 0
      const row = o * inputs
      for (let n = 0; n < inputs; n += 1) sum += (weights[row + n] ?? 0) * (input[start + n] ?? 0)
      output[t * to + o] = isLast || sum > 0 ? sum : 0
    }
  }
  return output
}

type Lesson = { input: Float32Array; output: Float32Array; errors: Float32Array; isLast: boolean }

/** Adds to a layer's slopes what errors of its output say of its weights, and gives the errors of its input. */
export function learn(layer: Layer, { input, output, errors, isLast }: Lesson): Float32Array {
  const { from, to, width, stride, weights, slopes, biasSlopes } = layer
  const inputs = from * width
  const before = new Float32Array(input.length)
  for (let place = 0; place < errors.length; place += 1) {
    const error = errors[place] ?? 0
    if (error === 0 || (!isLast && (output[place] ?? 0) <= 0)) continue
    const o = place % to
    const start = ((place - o) / to) * stride * from
    const row = o * inputs
    biasSlopes.sum[o] = (biasSlopes.sum[o] ?? 0) + error
    for (let n = 0; n < inputs; n += 1) {
      slopes.sum[row + n] = (slopes.sum[row + n] ?? 0) + error * (input[start + n] ?? 0)
      before[start + n] = (before[start + n] ?? 0) + error * (weights[row + n] ?? 0)
    }
  }
  return before
}

/** Moves a layer's weights against the slopes of a batch of so many examples, and forgets the slopes. */
export function improve(layer: Layer, step: { rate: number; step: number; of: number }): void {
  move(layer.weights, layer.slopes, step)
  move(layer.bias, layer.biasSlopes, step)
}

function move(
  values: Float32Array,
  { sum, mean, square }: Moments,
  { rate, step, of }: { rate: number; step: number; of: number },
): void {
  const [first, second, decay] = [0.9, 0.999, 0.01]
  const [early, earlySquare] = [1 - first ** step, 1 - second ** step]
  for (let n = 0; n < values.length; n += 1) {
    const slope = (sum[n] ?? 0) / of
    sum[n] = 0
    mean[n] = first * (mean[n] ?? 0) + (1 - first) * slope
    square[n] = second * (square[n] ?? 0) + (1 - second) * slope ** 2
    const size = Math.sqrt((square[n] ?? 0) / earlySquare) + 1e-8
    const value = values[n] ?? 0
    values[n] = value - rate * ((mean[n] ?? 0) / early / size + decay * value)
  }
}
