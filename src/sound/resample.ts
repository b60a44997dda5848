import { clipRate } from '../model/clip.ts'

/** Turns samples of one channel into those of a clip's rate, piece after piece. */
export type Resample = (samples: Float32Array) => Float32Array

/** How many steps between two samples the filter is worked out for. */
const phases = 128
const crossings = 8
/** Where the filter begins to cut, as a share of what the lower rate can hold. */
const edge = 0.94

/** Opens a resampler: a sinc filter within a Hann window, as in Smith's "Digital Audio Resampling". */
export function openResampler(rate: number): Resample {
  if (rate === clipRate) return (samples) => samples
  const step = rate / clipRate
  const cutoff = Math.min(1, 1 / step) * edge
  const half = Math.ceil(crossings / cutoff)
  const filter = makeFilter(cutoff, half)
  const taps = 2 * half
  let held = new Float32Array(half)
  // Where the next sample lies in what is held.
  let next = half
  return (samples) => {
    const all = new Float32Array(held.length + samples.length)
    all.set(held)
    all.set(samples, held.length)
    const count = Math.max(0, Math.ceil((all.length - half - next) / step))
    const out = new Float32Array(count)
    for (let n = 0; n < count; n += 1) {
      const at = next + n * step
      const first = Math.floor(at) - half + 1
      const row = Math.floor((at - Math.floor(at)) * phases) * taps
      let sum = 0
      for (let tap = 0; tap < taps; tap += 1)
        sum += (all[first + tap] ?? 0) * (filter[row + tap] ?? 0)
      out[n] = sum
    }
    next += count * step
    const gone = Math.max(0, Math.floor(next) - half)
    held = all.slice(gone)
    next -= gone
    return out
  }
}

// A row for each phase: the weights of the samples around a point between two of them.
function makeFilter(cutoff: number, half: number): Float32Array {
  const taps = 2 * half
  const filter = new Float32Array(phases * taps)
  for (let phase = 0; phase < phases; phase += 1)
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - half + 1 - phase / phases
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / half)
      filter[phase * taps + tap] = cutoff * sinc(cutoff * distance) * window
    }
  return filter
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}
