import type { Grid } from './mask.ts'
import type { Raster } from './raster.ts'
import { mixRows, stepAt, stepsAlong, type Steps } from './stretch.ts'

/** What a crop fades to where the mask keeps nothing: its guessed paper, of one tone at the rim. */
export type Fade = { paper: Raster; mask: Grid; rimPixels: number }

/** Paints the paper over a crop, in place; its outermost pixels all get the paper's mean tone. */
export function fadeToPaper(crop: Raster, fade: Fade): void {
  const { paper, mask, rimPixels } = fade
  const { widthPixels: width, heightPixels: height } = crop
  const maskDown = stepsAlong(height, { ...mask, count: mask.rows, startPixels: 0 })
  const paperDown = stepsAlong(height, paperAlong(height, paper.heightPixels))
  const row: FadedRow = {
    width,
    rimPixels,
    mean: meanTone(paper.data),
    maskAcross: stepsAlong(width, { ...mask, count: mask.columns, startPixels: 0 }),
    paperAcross: stepsAlong(width, paperAlong(width, paper.widthPixels)),
    kept: new Float32Array(mask.columns),
    ground: new Float32Array(paper.widthPixels * 3),
  }
  for (let y = 0; y < height; y++) {
    mixRows(row.kept, mask.values, stepAt(maskDown, y))
    mixRows(row.ground, paper.data, stepAt(paperDown, y))
    const inner = Math.min(1, Math.min(y, height - 1 - y) / rimPixels)
    fadeRow(crop.data.subarray(y * width * 3, (y + 1) * width * 3), row, inner)
  }
}

/** A pixel of the guessed paper stands for the middle of its cell. */
function paperAlong(sidePixels: number, count: number) {
  const cellPixels = sidePixels / count
  return { count, cellPixels, startPixels: (cellPixels - 1) / 2 }
}

type FadedRow = {
  width: number
  rimPixels: number
  mean: readonly number[]
  maskAcross: Steps
  paperAcross: Steps
  kept: Float32Array
  ground: Float32Array
}

function fadeRow(data: Buffer, row: FadedRow, rowInner: number): void {
  const { width, rimPixels, mean, kept, ground } = row
  const { first, second, share } = row.maskAcross
  for (let x = 0; x < width; x++) {
    const inner = Math.min(rowInner, x / rimPixels, (width - 1 - x) / rimPixels)
    const from = kept[first[x] ?? 0] ?? 0
    const keeps = inner * (from + ((kept[second[x] ?? 0] ?? 0) - from) * (share[x] ?? 0))
    // Most of a crop is the writing itself.
    if (keeps >= 0.999) continue
    const paper = stepAt(row.paperAcross, x)
    for (let channel = 0; channel < 3; channel++) {
      const left = ground[paper.first * 3 + channel] ?? 0
      const right = ground[paper.second * 3 + channel] ?? 0
      const even = mean[channel] ?? 0
      const bare = even + (left + (right - left) * paper.share - even) * inner
      const at = x * 3 + channel
      data[at] = bare + ((data[at] ?? 0) - bare) * keeps + 0.5
    }
  }
}

function meanTone(data: Buffer): number[] {
  const sums = [0, 0, 0]
  for (let at = 0; at < data.length; at++) sums[at % 3] = (sums[at % 3] ?? 0) + (data[at] ?? 0)
  return sums.map((sum) => sum / (data.length / 3))
}
