import { clipRate, writeClip } from '../model/clip.ts'
import type { Span } from '../model/sound.ts'
import type { Samples } from './samples.ts'

/** What is kept before the first sound and after the last, so that no word loses its beginning. */
const marginMs = 80
const fadeMs = 10
/** The level that all clips are brought to (root mean square of what is heard), and the loudest sample of one. */
const level = 3_300
const peakMax = 29_000
/** Hiss must not be made into speech. */
const gainMax = 30

/** Cuts a span: without the silence around it, faded at its ends, and as loud as all others. */
export function cutClip(
  span: Span,
  { slice, levels }: Pick<Samples, 'slice' | 'levels'>,
): Uint8Array {
  const heard = levels.heardIn(span)
  const fromMs = Math.max(span.fromMs, (heard[0]?.fromMs ?? span.fromMs) - marginMs)
  const toMs = Math.min(span.toMs, (heard.at(-1)?.toMs ?? span.toMs) + marginMs)
  const samples = Float32Array.from(slice(samplesIn(fromMs), samplesIn(toMs)))
  removeOffset(samples)
  const gain = gainOf(samples, heard, fromMs)
  const fade = samplesIn(fadeMs)
  const last = samples.length - 1
  return writeClip(
    Int16Array.from(samples, (sample, at) =>
      Math.round(sample * gain * Math.min(1, at / fade, (last - at) / fade)),
    ),
  )
}

function samplesIn(ms: number): number {
  return Math.round((ms * clipRate) / 1000)
}

// Old recorders leave a constant voltage, which would click at the ends.
function removeOffset(samples: Float32Array): void {
  const offset = samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, samples.length)
  for (const [at, sample] of samples.entries()) samples[at] = sample - offset
}

function gainOf(samples: Float32Array, heard: readonly Span[], fromMs: number): number {
  let energy = 0
  let count = 0
  for (const stretch of heard) {
    const to = Math.min(samples.length, samplesIn(stretch.toMs - fromMs))
    for (let at = Math.max(0, samplesIn(stretch.fromMs - fromMs)); at < to; at += 1) {
      energy += (samples[at] ?? 0) ** 2
      count += 1
    }
  }
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1)
  const root = Math.sqrt(energy / Math.max(1, count))
  return Math.min(gainMax, level / Math.max(1, root), peakMax / peak)
}
