import type { Raster } from './raster.ts'

/** Blurs a grey raster in place: each pixel is mixed half and half with its neighbours, across and then down. */
export function blur({ data, widthPixels, heightPixels }: Raster): void {
  for (let y = 0; y < heightPixels; y++)
    blurLine(data, { from: y * widthPixels, count: widthPixels, step: 1 })
  for (let x = 0; x < widthPixels; x++)
    blurLine(data, { from: x, count: heightPixels, step: widthPixels })
}

function blurLine(data: Buffer, line: { from: number; count: number; step: number }): void {
  const { from, count, step } = line
  const end = from + (count - 1) * step
  let before = data[from] ?? 0
  for (let at = from; at <= end; at += step) {
    const here = data[at] ?? 0
    const after = data[Math.min(end, at + step)] ?? 0
    data[at] = (before + 2 * here + after + 2) >> 2
    before = here
  }
}
