import { seededUnits } from '../src/model/chance.ts'
import { featuresOf } from './hearing-match.ts'
import { convolve, improve, learn, makeLayer, type Layer } from './hearing-layers.ts'

/** What a net hears of a recording: numbers for each hundredth of a second, one after another. */
export type Heard = { frames: Float32Array; channels: number }

/** A recording, and the words that pass, in their order. */
export type Example = { heard: Heard; words: readonly string[] }

/** What a net finds of each word: how sure it is that it is said, from 0 to 1, and where it is surest. */
export type Found = { word: string; sureness: number; at: number }

const epochs = 30
const batch = 16
const firstRate = 0.002

/** Prepares a recording for a net: the cepstra of its hundredths of a second. */
export function hear(samples: Int16Array): Heard {
  const features = featuresOf(samples)
  const channels = features[0]?.length ?? 0
  const frames = new Float32Array(features.length * channels)
  for (const [n, feature] of features.entries()) frames.set(feature, n * channels)
  return { frames, channels }
}

/**
 * Trains a small net on recordings of which only the words are known, not where they are: three layers of windows
 * in time, and for each word the place where it is likeliest. About a million multiplications for a second of sound.
 */
export function trainNet(examples: readonly Example[], seed: number): (heard: Heard) => Found[] {
  const unit = seededUnits(seed)
  const words = [...new Set(examples.flatMap((one) => one.words))].toSorted()
  const channels = examples[0]?.heard.channels ?? 1
  const layers = [
    makeLayer({ from: channels, to: 32, width: 7, stride: 2 }, unit),
    makeLayer({ from: 32, to: 48, width: 7, stride: 2 }, unit),
    makeLayer({ from: 48, to: 64, width: 15, stride: 2 }, unit),
    makeLayer({ from: 64, to: words.length, width: 1, stride: 1, scale: 0.1 }, unit),
  ]
  // Few words are said, so each begins as unlikely.
  layers.at(-1)?.bias.fill(-3)
  const scale = scaleOf(examples)
  const lessons = examples.map((one) => ({ ...one, heard: scale(one.heard) }))
  const steps = Math.ceil(lessons.length / batch)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(lessons, unit)
    const rate = (firstRate * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2
    for (let n = 0; n < steps; n += 1) {
      const some = lessons.slice(n * batch, (n + 1) * batch)
      for (const one of some) study(layers, words, { ...one, heard: vary(one.heard, unit) })
      for (const layer of layers)
        improve(layer, { rate, step: epoch * steps + n + 1, of: some.length })
    }
  }
  return (heard) => find(layers, words, scale(heard))
}

// Each channel has a mean of 0 and a spread of 1 over all that the net learns from.
function scaleOf(examples: readonly Example[]): (heard: Heard) => Heard {
  const channels = examples[0]?.heard.channels ?? 1
  const [sums, squares] = [new Float64Array(channels), new Float64Array(channels)]
  let count = 0
  for (const { heard } of examples)
    for (const [n, value] of heard.frames.entries()) {
      sums[n % channels] = (sums[n % channels] ?? 0) + value
      squares[n % channels] = (squares[n % channels] ?? 0) + value ** 2
      count += 1 / channels
    }
  const means = sums.map((sum) => sum / count)
  const spreads = squares.map((sum, n) => Math.sqrt(sum / count - (means[n] ?? 0) ** 2) + 1e-6)
  return ({ frames }) => ({
    channels,
    frames: frames.map((v, n) => (v - (means[n % channels] ?? 0)) / (spreads[n % channels] ?? 1)),
  })
}

function find(layers: readonly Layer[], words: readonly string[], heard: Heard): Found[] {
  const scores = run(layers, heard).at(-1) ?? new Float32Array()
  return words.map((word, k) => {
    const { score, shares } = gather(scores, k, words.length)
    return { word, sureness: logistic(score), at: shares.indexOf(Math.max(...shares)) }
  })
}

// The error of each word goes to the places where it seemed likely, and from there back through the layers.
function study(layers: readonly Layer[], words: readonly string[], example: Example): void {
  const states = run(layers, example.heard)
  const scores = states.at(-1) ?? new Float32Array()
  let errors: Float32Array = new Float32Array(scores.length)
  for (const [k, word] of words.entries()) {
    const { score, shares } = gather(scores, k, words.length)
    const error = logistic(score) - (example.words.includes(word) ? 1 : 0)
    for (const [at, share] of shares.entries()) errors[at * words.length + k] = error * share
  }
  for (let n = layers.length - 1; n >= 0; n -= 1) {
    const [layer, input, output] = [layers[n], states[n], states[n + 1]]
    if (layer && input && output)
      errors = learn(layer, { input, output, errors, isLast: n === layers.length - 1 })
  }
}

// A soft maximum over time, and how much each place has of it: with a hard one, the first place that is wrong learns alone.
function gather(scores: Float32Array, word: number, words: number) {
  const all = Array.from(
    { length: scores.length / words },
    (_, at) => scores[at * words + word] ?? 0,
  )
  const most = Math.max(...all)
  const weights = all.map((score) => Math.exp(score - most))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return { score: most + Math.log(sum / all.length), shares: weights.map((weight) => weight / sum) }
}

function run(layers: readonly Layer[], { frames }: Heard): Float32Array[] {
  const states = [frames]
  for (const [n, layer] of layers.entries())
    states.push(convolve(layer, states[n] ?? frames, n === layers.length - 1))
  return states
}

// A little quicker or slower, and with noise, so that the net learns words, not recordings.
function vary({ frames, channels }: Heard, unit: () => number): Heard {
  const speed = 0.92 + 0.16 * unit()
  const count = Math.floor(frames.length / channels / speed)
  const varied = new Float32Array(count * channels)
  for (let n = 0; n < count; n += 1) {
    const from = Math.floor(n * speed) * channels
    for (let k = 0; k < channels; k += 1)
      varied[n * channels + k] = (frames[from + k] ?? 0) + 0.35 * (unit() + unit() - 1)
  }
  return { frames: varied, channels }
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

function shuffle(things: unknown[], unit: () => number): void {
  for (let n = things.length - 1; n > 0; n -= 1) {
    const other = Math.floor(unit() * (n + 1))
    const kept = things[n]
    things[n] = things[other]
    things[other] = kept
  }
}
