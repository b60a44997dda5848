import { fitsHearer } from '../../../src/kinds/audio/stage.ts'
import { promptRate, promptsOf, samplesOf, type speakers } from './prompts.ts'

/** What is said on a tape, and when its samples begin and end. */
export type Said = { text: string; fromMs: number; toMs: number }

/** A recording of many prompts with pauses between them. */
export type Tape = { samples: Float32Array; said: readonly Said[] }

const pauseMs = 900
const secondsMin = 1.4
const secondsMax = 4.5
const roomNoise = 0.000_3

/** Puts prompts one after another that a visitor could be asked, each once, with the noise of a room between them. */
export function makeTape(language: keyof typeof speakers, script: string, count: number): Tape {
  const chosen = new Map<string, Float32Array>()
  for (const prompt of promptsOf(language)) {
    const samples = samplesOf(prompt)
    const seconds = samples.length / promptRate
    const fits = prompt.text !== null && fitsHearer(prompt.text, script)
    if (chosen.size < count && fits && seconds > secondsMin && seconds < secondsMax)
      chosen.set(prompt.text ?? '', samples)
  }
  const pause = (pauseMs * promptRate) / 1_000
  const all = [...chosen.values()]
  const length = all.reduce((sum, samples) => sum + samples.length + pause, pause)
  let state = 1
  const tape = Float32Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return (state / 2_147_483_647 - 0.5) * roomNoise
  })
  const said: Said[] = []
  let at = pause
  for (const [text, samples] of chosen) {
    for (const [n, sample] of samples.entries()) tape[at + n] = (tape[at + n] ?? 0) + sample
    said.push({ text, fromMs: msOf(at), toMs: msOf(at + samples.length) })
    at += samples.length + pause
  }
  return { samples: tape, said }
}

/** How much of the energy of a stretch of a tape lies within spans, as a share. */
export function shareWithin(
  { samples }: Tape,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  spans: readonly { fromMs: number; toMs: number }[],
): number {
  let [inside, all] = [0, 0]
  for (let at = samplesIn(fromMs); at < samplesIn(toMs); at += 1) {
    const energy = (samples[at] ?? 0) ** 2
    all += energy
    const ms = (at * 1_000) / promptRate
    if (spans.some((span) => ms >= span.fromMs && ms < span.toMs)) inside += energy
  }
  return inside / all
}

function msOf(samples: number): number {
  return Math.round((samples * 1_000) / promptRate)
}

function samplesIn(ms: number): number {
  return Math.round((ms * promptRate) / 1_000)
}
