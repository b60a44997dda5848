import { clipRate } from '../src/model/clip.ts'

/** How a stretch of sound is from hundredth to hundredth of a second: the cepstrum of its mel bands. */
export type Features = Float64Array[]

const hop = clipRate / 100
const size = 512
const bands = 26
const coefficients = 13
const cosines = Array.from({ length: coefficients }, (_, k) => cosineOf(k + 1))
const edges = bandEdges()

/** Measures the features of samples, each coefficient less its mean, so that a voice's own colour matters less. */
export function featuresOf(samples: Int16Array): Features {
  const frames: Features = []
  for (let at = 0; at + size <= samples.length; at += hop) frames.push(cepstrumOf(samples, at))
  for (let k = 0; k < coefficients; k += 1) {
    const mean = frames.reduce((sum, frame) => sum + (frame[k] ?? 0), 0) / frames.length
    for (const frame of frames) frame[k] = (frame[k] ?? 0) - mean
  }
  return frames
}

/**
 * How far a word is from the part of a recording that is likest, by dynamic time warping, per frame of the word, and
 * the frame where that part ends.
 */
export function nearest(word: Features, recording: Features): { distance: number; end: number } {
  let before = new Float64Array(recording.length)
  for (const frame of word) {
    const now = new Float64Array(recording.length)
    for (let n = 0; n < recording.length; n += 1) {
      const other = recording[n]
      const [left, corner, above] = [now[n - 1], before[n - 1], before[n]]
      const least = Math.min(left ?? Infinity, corner ?? Infinity, above ?? Infinity)
      now[n] = least + (other ? distanceOf(frame, other) : Infinity)
    }
    before = now
  }
  let end = 0
  for (let n = 0; n < before.length; n += 1) if ((before[n] ?? 0) < (before[end] ?? 0)) end = n
  return { distance: (before[end] ?? Infinity) / word.length, end }
}

function distanceOf(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < coefficients; k += 1) sum += ((a[k] ?? 0) - (b[k] ?? 0)) ** 2
  return Math.sqrt(sum)
}

function cepstrumOf(samples: Int16Array, from: number): Float64Array {
  const real = Float64Array.from({ length: size }, (_, n) => {
    const sample = (samples[from + n] ?? 0) - 0.95 * (samples[from + n - 1] ?? 0)
    return sample * (0.54 - 0.46 * Math.cos((2 * Math.PI * n) / (size - 1)))
  })
  const power = powersOf(real)
  const logs = Float64Array.from({ length: bands }, (_, band) => {
    const [low = 0, middle = 0, high = 0] = edges.slice(band, band + 3)
    let sum = 1
    for (let n = Math.ceil(low); n < high; n += 1) {
      const weight = n < middle ? (n - low) / (middle - low) : (high - n) / (high - middle)
      sum += weight * (power[n] ?? 0)
    }
    return Math.log(sum)
  })
  return Float64Array.from(cosines, (cosine) =>
    cosine.reduce((sum, value, n) => sum + value * (logs[n] ?? 0), 0),
  )
}

function cosineOf(halfTurns: number): Float64Array {
  return Float64Array.from({ length: bands }, (_, n) =>
    Math.cos((Math.PI * halfTurns * (n + 0.5)) / bands),
  )
}

function bandEdges(): number[] {
  const mel = (hertz: number): number => 2_595 * Math.log10(1 + hertz / 700)
  const [from, to] = [mel(100), mel(7_000)]
  return Array.from({ length: bands + 2 }, (_, n) => {
    const hertz = 700 * (10 ** ((from + (n * (to - from)) / (bands + 1)) / 2_595) - 1)
    return (hertz * size) / clipRate
  })
}

// The fast transform of Cooley and Tukey, in place.
function powersOf(real: Float64Array): Float64Array {
  const imaginary = new Float64Array(size)
  for (let n = 1, other = 0; n < size; n += 1) {
    let bit = size >> 1
    for (; other & bit; bit >>= 1) other ^= bit
    other ^= bit
    if (n < other) [real[n], real[other]] = [real[other] ?? 0, real[n] ?? 0]
  }
  for (let length = 2; length <= size; length *= 2)
    for (let start = 0; start < size; start += length)
      for (let n = 0; n < length / 2; n += 1) {
        const turn = (-2 * Math.PI * n) / length
        const [a, b] = [start + n, start + n + length / 2]
        const [cosine, sine] = [Math.cos(turn), Math.sin(turn)]
        const x = (real[b] ?? 0) * cosine - (imaginary[b] ?? 0) * sine
        const y = (real[b] ?? 0) * sine + (imaginary[b] ?? 0) * cosine
        real[b] = (real[a] ?? 0) - x
        imaginary[b] = (imaginary[a] ?? 0) - y
        real[a] = (real[a] ?? 0) + x
        imaginary[a] = (imaginary[a] ?? 0) + y
      }
  return real.map((value, n) => value ** 2 + (imaginary[n] ?? 0) ** 2)
}
