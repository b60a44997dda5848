import { clipRate } from '../model/clip.ts'
import type { Span } from '../model/sound.ts'

const frameMs = 10
const frameSamples = (clipRate * frameMs) / 1000
/** Levels are kept as whole decibels above this one. */
const floorDecibels = -96
const levels = 97
/** A shorter gap lies within a word, and a shorter sound is a click. */
const pauseMsMin = 130
const soundMsMin = 60
/** The loudest and the quietest must lie so far apart, or there are no pauses to be found. */
const spreadDecibelsMin = 12
/** What is never louder than this is no speech. */
const speechDecibelsMin = -60
/** Nothing further below the loudest is heard beside it. */
const audibleDecibels = 38
const quietShare = 0.1
const loudShare = 0.95
/** How far between the quietest and the loudest speech begins. */
const speechShare = 0.35

/** How loud a recording is from frame to frame. */
export type Levels = {
  add(samples: Int16Array): void
  /** The stretches within a span that are louder than the pauses; the whole span if there are no pauses, nothing if all is silent. */
  heardIn(span: Span): Span[]
}

/** Measures the levels of a recording, sample after sample. */
export function openLevels(): Levels {
  const frames: number[] = []
  const counts = new Uint32Array(levels)
  let energy = 0
  let held = 0
  let threshold: number | null = null
  return {
    add: (samples) => {
      threshold = null
      for (const sample of samples) {
        energy += sample * sample
        held += 1
        if (held < frameSamples) continue
        const level = levelOf(energy / frameSamples)
        frames.push(level)
        counts[level] = (counts[level] ?? 0) + 1
        energy = 0
        held = 0
      }
    },
    heardIn: (span) => {
      threshold ??= thresholdOf(counts, frames.length)
      return heardStretches(frames, span, threshold)
    },
  }
}

function levelOf(power: number): number {
  const decibels = 10 * Math.log10(power / 32_768 ** 2 + 1e-12)
  return Math.max(0, Math.min(levels - 1, Math.round(decibels - floorDecibels)))
}

function thresholdOf(counts: Uint32Array, frames: number): number {
  const quiet = percentile(counts, frames * quietShare)
  const loud = percentile(counts, frames * loudShare)
  if (loud + floorDecibels < speechDecibelsMin) return levels
  if (loud - quiet < spreadDecibelsMin) return 0
  return Math.max(quiet + (loud - quiet) * speechShare, loud - audibleDecibels)
}

function percentile(counts: Uint32Array, wanted: number): number {
  let seen = 0
  for (const [level, count] of counts.entries()) {
    seen += count
    if (seen >= wanted) return level
  }
  return levels - 1
}

function heardStretches(frames: readonly number[], span: Span, threshold: number): Span[] {
  const found: Span[] = []
  const last = Math.min(frames.length, Math.ceil(span.toMs / frameMs))
  for (let frame = Math.max(0, Math.floor(span.fromMs / frameMs)); frame < last; frame += 1) {
    if ((frames[frame] ?? 0) < threshold) continue
    const fromMs = Math.max(span.fromMs, frame * frameMs)
    const toMs = Math.min(span.toMs, (frame + 1) * frameMs)
    const before = found.at(-1)
    if (before && fromMs - before.toMs < pauseMsMin) before.toMs = toMs
    else found.push({ fromMs, toMs })
  }
  return found.filter(({ fromMs, toMs }) => toMs - fromMs >= soundMsMin)
}
