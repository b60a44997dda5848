import { seededUnits } from '../../model/chance.ts'
import { clipRate, readClip, writeClip } from '../../model/clip.ts'
import type { Serving } from '../serving.ts'

/** The longest clip. */
export const clipSeconds = 6
/** How long every served clip lasts, so that its length tells nothing. */
const servedSeconds = 6.75
const servedSamples = servedSeconds * clipRate

/** How much a showing may differ from what is kept: its speed with its pitch, its volume, its brightness. */
const range = {
  speed: [0.96, 1.04],
  startSeconds: [0.1, 0.4],
  gain: [0.8, 1.1],
  brightness: [-0.25, 0.25],
  noise: [50, 110],
} as const
const fadeSamples = 160
const loudest = 32_767

/**
 * Serves a clip as a recording of its own: a little faster or slower, louder or softer, brighter or darker, beginning
 * a little later, with noise over all of it. All have the same length in time and in bytes.
 */
export const serveClips: Serving = {
  list: 'media',
  facts: { type: 'audio/wav', duration_seconds: servedSeconds },
  draw: async (kept, seed) => writeClip(drawShowing(readClip(kept), seed)),
  look: null,
  types: [{ type: 'audio/wav', convert: null }],
}

type Range = readonly [number, number]

function drawShowing(kept: Int16Array, seed: number): Int16Array {
  const unit = seededUnits(seed)
  const between = ([from, to]: Range): number => from + unit() * (to - from)
  const speed = between(range.speed)
  const start = Math.round(between(range.startSeconds) * clipRate)
  const gain = between(range.gain)
  const brightness = between(range.brightness)
  const noise = between(range.noise)
  const speech = resample(kept, speed)
  const hiss = makeHiss(servedSamples, unit() * 2 ** 32)
  const shown = new Int16Array(servedSamples)
  let before = 0
  for (let at = 0; at < servedSamples; at += 1) {
    const sample = speech[at - start] ?? 0
    // Some of the difference from the sample before is added or taken away.
    const bright = sample + brightness * (sample - before)
    before = sample
    const fade = Math.min(1, at / fadeSamples, (servedSamples - 1 - at) / fadeSamples)
    const mixed = (gain * bright + noise * (hiss[at] ?? 0)) * fade
    shown[at] = Math.max(-loudest, Math.min(loudest, Math.round(mixed)))
  }
  return shown
}

// By Catmull and Rom's cubic, which keeps what speech has below half the rate.
function resample(samples: Int16Array, speed: number): Float32Array {
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
function makeHiss(count: number, seed: number): Float32Array {
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
