import { clipRate } from '../src/model/clip.ts'

const window = 800
const hop = 320
const lags = [Math.round(clipRate / 400), Math.round(clipRate / 60)] as const
const voiced = 0.45

/** The usual pitch of a stretch of speech in hertz, by autocorrelation; null if none of it is voiced. */
export function pitchOf(samples: Int16Array): number | null {
  const found: number[] = []
  for (let at = 0; at + window + lags[1] <= samples.length; at += hop) {
    const pitch = pitchAt(samples, at)
    if (pitch !== null) found.push(pitch)
  }
  found.sort((a, b) => a - b)
  return found[Math.floor(found.length / 2)] ?? null
}

function pitchAt(samples: Int16Array, at: number): number | null {
  let [best, lag] = [voiced, 0]
  for (let by = lags[0]; by <= lags[1]; by += 1) {
    const likeness = likenessAt(samples, at, by)
    // A whole multiple of the period is as like.
    if (likeness > best * 1.05) [best, lag] = [likeness, by]
  }
  return lag === 0 ? null : clipRate / lag
}

function likenessAt(samples: Int16Array, at: number, by: number): number {
  let [both, here, there] = [0, 1, 1]
  for (let n = at; n < at + window; n += 1) {
    const [a, b] = [samples[n] ?? 0, samples[n + by] ?? 0]
    both += a * b
    here += a * a
    there += b * b
  }
  return both / Math.sqrt(here * there)
}
