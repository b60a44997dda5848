/** Draws a number from 0 up to 1. */
export type Unit = () => number
/** From where to where a number is drawn. */
export type Range = readonly [from: number, to: number]

/** Draws a number of a range. */
export function between([from, to]: Range, unit: Unit): number {
  return from + unit() * (to - from)
}

const loudest = 32_767
const fadeSamples = 160

/** Samples as they are served: faded at both ends, and no louder than a sample can be. */
export function finish(mixed: Float32Array): Int16Array {
  const last = mixed.length - 1
  return Int16Array.from(mixed, (sample, at) => {
    const fade = Math.min(1, at / fadeSamples, (last - at) / fadeSamples)
    return Math.max(-loudest, Math.min(loudest, Math.round(sample * fade)))
  })
}

/** Makes sound brighter, or darker, by some of the difference from the sample before. */
export function brighten(samples: Float32Array, brightness: number): Float32Array {
  return samples.map((sample, at) => sample + brightness * (sample - (samples[at - 1] ?? 0)))
}

/** Plays samples faster or slower, and so higher or lower. */
export function resample(samples: Int16Array, speed: number): Float32Array {
  // By Catmull and Rom's cubic, which keeps what speech has below half the rate.
  const out = new Float32Array(Math.floor(samples.length / speed))
  for (let n = 0; n < out.length; n += 1) {
    const whole = Math.floor(n * speed)
    const t = n * speed - whole
    const a = samples[whole - 1] ?? 0
    const b = samples[whole] ?? 0
    const c = samples[whole + 1] ?? 0
    const d = samples[whole + 2] ?? 0
    out[n] = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
  }
  return out
}

/** Noise that falls off towards high tones, as rooms and old recordings have it; its root mean square is near 1. */
export function makeHiss(count: number, seed: number): Float32Array {
  const hiss = new Float32Array(count)
  let state = seed | 0
  let slow = 0
  for (let at = 0; at < count; at += 1) {
    // Numerical Recipes' generator: enough for noise.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    slow = 0.85 * slow + state / 2 ** 31
    hiss[at] = 0.91 * slow
  }
  return hiss
}
