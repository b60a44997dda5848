import type { Raster } from './raster.ts'

/** Says whether an EXIF orientation (1 to 8) turns the page on its side. */
export function isOnItsSide(orientation: number): boolean {
  return orientation >= 5
}

/** Orients the pixels as EXIF orientation asks (1 to 8, 1 as they are). */
export function turnUpright(raster: Raster, orientation: number): Raster {
  if (orientation === 1) return raster
  const { data, widthPixels: fromWidth, heightPixels: fromHeight } = raster
  const isTurned = isOnItsSide(orientation)
  const width = isTurned ? fromHeight : fromWidth
  const height = isTurned ? fromWidth : fromHeight
  // The stored first row is seen at the bottom or right, the stored first column at the right or bottom.
  const isRowLast = [3, 4, 6, 7].includes(orientation)
  const isColumnLast = [2, 3, 7, 8].includes(orientation)
  const turned = Buffer.alloc(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = isTurned ? x : y
      const column = isTurned ? y : x
      const fromRow = isRowLast ? fromHeight - 1 - row : row
      const fromColumn = isColumnLast ? fromWidth - 1 - column : column
      const from = (fromRow * fromWidth + fromColumn) * 3
      data.copy(turned, (y * width + x) * 3, from, from + 3)
    }
  }
  return { data: turned, widthPixels: width, heightPixels: height }
}
