import type { Raster } from './raster.ts'
import { toneAtShare } from './tones.ts'

/** The density of bare paper and of ordinary ink, of 255; there is room for what is lighter or darker. */
export const densityOf = { paper: 48, ink: 208 } as const

/** Paper and ink that are closer than this are kept close: an empty cut must not become writing. */
const rangeMin = 40

/**
 * Turns a grey picture in place into how much ink there is, on the same scale for every paper and every ink;
 * also if the writing is light on dark.
 */
export function toDensities({ data }: Raster): void {
  const counts = new Uint32Array(256)
  for (let at = 0; at < data.length; at++) counts[data[at] ?? 0] = (counts[data[at] ?? 0] ?? 0) + 1
  const { paper, ink } = findPaper(counts, data.length)
  const range = (ink > paper ? 1 : -1) * Math.max(rangeMin, Math.abs(ink - paper))
  const table = new Uint8ClampedArray(256)
  for (let tone = 0; tone < 256; tone++)
    table[tone] = densityOf.paper + ((tone - paper) / range) * (densityOf.ink - densityOf.paper)
  for (let at = 0; at < data.length; at++) data[at] = table[data[at] ?? 0] ?? 0
}

/** The medians of the two parts of a picture; the larger part is paper. */
function findPaper(counts: Uint32Array, pixels: number): { paper: number; ink: number } {
  const border = divideTones(counts, pixels)
  const dark = counts.subarray(0, border + 1).reduce((sum, count) => sum + count, 0)
  const darker = toneAtShare(counts, dark / 2)
  const lighter = toneAtShare(counts, (dark + pixels) / 2)
  return dark > pixels / 2 ? { paper: darker, ink: lighter } : { paper: lighter, ink: darker }
}

/** The darker side of the border that divides tones into two parts that differ most (Otsu's method). */
function divideTones(counts: Uint32Array, pixels: number): number {
  const total = counts.reduce((sum, count, tone) => sum + count * tone, 0)
  let border = 127
  let most = 0
  let seen = 0
  let sum = 0
  for (const [tone, count] of counts.entries()) {
    seen += count
    sum += count * tone
    if (seen === 0 || seen === pixels) continue
    const variance = (total * (seen / pixels) - sum) ** 2 / (seen * (pixels - seen))
    if (variance <= most) continue
    most = variance
    border = tone
  }
  return border
}
