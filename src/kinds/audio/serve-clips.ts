import { seededUnits } from '../../model/chance.ts'
import { clipRate, readClip } from '../../model/clip.ts'
import { between, brighten, finish, makeHiss, resample } from '../heard/sound.ts'
import { serveSound } from '../heard/serve-sound.ts'
import type { Serving } from '../serving.ts'

/** The longest clip. */
export const clipSeconds = 6
/** How long every served clip lasts. */
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

/**
 * Serves a clip as a recording of its own: a little faster or slower, louder or softer, brighter or darker, beginning
 * a little later, with noise over all of it.
 */
export const serveClips: Serving = serveSound(servedSeconds, (kept, seed) =>
  drawShowing(readClip(kept), seed),
)

function drawShowing(kept: Int16Array, seed: number): Int16Array {
  const unit = seededUnits(seed)
  const speed = between(range.speed, unit)
  const start = Math.round(between(range.startSeconds, unit) * clipRate)
  const gain = between(range.gain, unit)
  const brightness = between(range.brightness, unit)
  const noise = between(range.noise, unit)
  const speech = brighten(resample(kept, speed), brightness)
  const hiss = makeHiss(servedSamples, unit() * 2 ** 32)
  return finish(hiss.map((sample, at) => noise * sample + gain * (speech[at - start] ?? 0)))
}
