import { brightnessAt, type Raster } from './raster.ts'

const inkShare = 0.01
const flatRange = 24
const wantedRange = 190
const gainMax = 1.7
const paperWanted = 228

/** The darkest and lightest tone of a picture, 0 to 255, and whether the writing is light on dark. */
export type Tones = { darkest: number; lightest: number; isLightOnDark: boolean }

/** Measures the range of tones of a picture, leaving out the last per cent at both ends. */
export function measureTones({ data }: Raster): Tones {
  const counts = new Uint32Array(256)
  for (let at = 0; at < data.length; at += 3) {
    const brightness = brightnessAt(data, at)
    counts[brightness] = (counts[brightness] ?? 0) + 1
  }
  const pixels = data.length / 3
  const darkest = toneAtShare(counts, pixels * inkShare)
  const lightest = toneAtShare(counts, pixels * (1 - inkShare))
  const middle = toneAtShare(counts, pixels / 2)
  return { darkest, lightest, isLightOnDark: middle - darkest < lightest - middle }
}

/** The tone at which the count from the darkest reaches `wanted`. */
export function toneAtShare(counts: Uint32Array, wanted: number): number {
  let seen = 0
  for (const [tone, count] of counts.entries()) {
    seen += count
    if (seen >= wanted) return tone
  }
  return 255
}

/** Stretches faint writing in place, the same for all three colours; never takes contrast away. */
export function evenTones(raster: Raster, { darkest, lightest }: Tones): void {
  const range = lightest - darkest
  // Stretching an empty crop would only amplify its noise.
  if (range < flatRange) return
  const gain = Math.min(gainMax, Math.max(1, wantedRange / range))
  const top = Math.max(lightest, (lightest + paperWanted) / 2)
  const table = new Uint8ClampedArray(256)
  for (let tone = 0; tone < 256; tone++) table[tone] = top - (lightest - tone) * gain
  const { data } = raster
  for (let at = 0; at < data.length; at++) data[at] = table[data[at] ?? 0] ?? 0
}
