import { brightnessAt, type Raster } from './raster.ts'
import { toneAtShare } from './tones.ts'

const cellPixels = 16
const cellsMax = { across: 30, down: 4 }
/** With the pixels of a cell sorted by brightness, those between these shares are bare paper. */
const paperShares = { from: 0.65, to: 0.9 }
/** In a large cell, only a sample of pixels is looked at. */
const samplesMax = 400

/** Estimates the bare paper below the writing: a small raster of soft pixels, to be stretched over the crop. */
export function guessPaper(crop: Raster, isLightOnDark: boolean): Raster {
  const columns = countCells(crop.widthPixels, cellsMax.across)
  const rows = countCells(crop.heightPixels, cellsMax.down)
  const paper = Buffer.alloc(columns * rows * 3)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const places = samplesOf(crop, {
        left: Math.floor((column / columns) * crop.widthPixels),
        right: Math.ceil(((column + 1) / columns) * crop.widthPixels),
        top: Math.floor((row / rows) * crop.heightPixels),
        bottom: Math.ceil(((row + 1) / rows) * crop.heightPixels),
      })
      paper.set(paperTone(crop.data, places, isLightOnDark), (row * columns + column) * 3)
    }
  }
  return { data: paper, widthPixels: columns, heightPixels: rows }
}

function countCells(sidePixels: number, most: number): number {
  return Math.max(1, Math.min(most, Math.round(sidePixels / cellPixels)))
}

type Cell = { left: number; right: number; top: number; bottom: number }

/** Pixel positions spread evenly over a cell. */
function samplesOf(crop: Raster, { left, right, top, bottom }: Cell): number[] {
  const step = Math.max(1, Math.ceil(Math.sqrt(((right - left) * (bottom - top)) / samplesMax)))
  const places: number[] = []
  for (let y = top; y < bottom; y += step)
    for (let x = left; x < right; x += step) places.push((y * crop.widthPixels + x) * 3)
  return places
}

/** The mean of the pixels that are brighter than most (darker, if the writing is light), without specks. */
function paperTone(data: Buffer, places: readonly number[], isLightOnDark: boolean): number[] {
  const counts = new Uint32Array(256)
  const toneOf = (at: number): number =>
    isLightOnDark ? 255 - brightnessAt(data, at) : brightnessAt(data, at)
  for (const at of places) counts[toneOf(at)] = (counts[toneOf(at)] ?? 0) + 1
  const from = toneAtShare(counts, places.length * paperShares.from)
  const to = toneAtShare(counts, places.length * paperShares.to)
  const sums = [0, 0, 0]
  let seen = 0
  for (const at of places) {
    const tone = toneOf(at)
    if (tone < from || tone > to) continue
    for (let channel = 0; channel < 3; channel++)
      sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0)
    seen += 1
  }
  return sums.map((sum) => Math.round(sum / Math.max(1, seen)))
}
