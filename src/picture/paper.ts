import { brightnessAt, fromRaster, type Raster, toRaster } from './raster.ts'

const cellPixels = 16
const smallPixels = { width: 480, height: 64 }
const paperShare = 0.8

/** Guesses the bare paper below the writing: a raster of few, soft pixels, to be stretched over the crop. */
export const guessPaper = async (crop: Raster, isLightOnDark: boolean): Promise<Raster> => {
  const columns = countCells(crop.widthPixels, smallPixels.width)
  const rows = countCells(crop.heightPixels, smallPixels.height)
  const size = { width: columns * cellPixels, height: rows * cellPixels }
  const small = await toRaster(fromRaster(crop).resize({ ...size, fit: 'fill' }))
  const paper = Buffer.alloc(columns * rows * 3)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = cellPaper(small, { row, column, isLightOnDark })
      small.data.copy(paper, (row * columns + column) * 3, at, at + 3)
    }
  }
  return { data: paper, widthPixels: columns, heightPixels: rows }
}

const countCells = (sidePixels: number, mostPixels: number): number =>
  Math.max(1, Math.round(Math.min(sidePixels, mostPixels) / cellPixels))

type Cell = { row: number; column: number; isLightOnDark: boolean }

/** Where in the small picture the pixel stands that is brighter than most of its cell, but not a speck. */
const cellPaper = (small: Raster, { row, column, isLightOnDark }: Cell): number => {
  const places: number[] = []
  for (let y = row * cellPixels; y < (row + 1) * cellPixels; y++) {
    for (let x = column * cellPixels; x < (column + 1) * cellPixels; x++) {
      places.push((y * small.widthPixels + x) * 3)
    }
  }
  places.sort((a, b) => brightnessAt(small.data, a) - brightnessAt(small.data, b))
  const share = isLightOnDark ? 1 - paperShare : paperShare
  return places[Math.floor(places.length * share)] ?? 0
}
