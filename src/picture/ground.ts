import type { Raster } from './raster.ts'
import { mixRows, stepAt, stepsAlong, type Steps } from './stretch.ts'

/** How many cells there are along each side of the blurred copy, before it is enlarged. */
const cells = 10
const channels = 3

type Size = Pick<Raster, 'widthPixels' | 'heightPixels'>

/** A blurred copy of the middle of a coloured piece, enlarged to a size. */
export function blurredGround(piece: Raster, size: Size): Raster {
  return enlarge(averageCells(piece), size)
}

/** The mean colour of each cell of the largest square in the middle of a piece, row by row. */
function averageCells({ data, widthPixels, heightPixels }: Raster): Float32Array {
  const side = Math.min(widthPixels, heightPixels)
  const [left, top] = [(widthPixels - side) >> 1, (heightPixels - side) >> 1]
  const means = new Float32Array(cells * cells * channels)
  const edge = (cell: number): number => Math.floor((cell * side) / cells)
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const cell = {
        fromX: left + edge(column),
        toX: left + Math.max(edge(column) + 1, edge(column + 1)),
        fromY: top + edge(row),
        toY: top + Math.max(edge(row) + 1, edge(row + 1)),
      }
      means.set(meanOf(data, widthPixels, cell), (row * cells + column) * channels)
    }
  return means
}

type Cell = { fromX: number; toX: number; fromY: number; toY: number }

function meanOf(data: Buffer, widthPixels: number, { fromX, toX, fromY, toY }: Cell) {
  let [red, green, blue] = [0, 0, 0]
  for (let y = fromY; y < toY; y++)
    for (let at = (y * widthPixels + fromX) * channels, x = fromX; x < toX; x++, at += channels) {
      red += data[at] ?? 0
      green += data[at + 1] ?? 0
      blue += data[at + 2] ?? 0
    }
  const pixels = (toX - fromX) * (toY - fromY)
  return [red / pixels, green / pixels, blue / pixels]
}

/** Between the middles of the cells colours change evenly. */
function enlarge(means: Float32Array, { widthPixels, heightPixels }: Size): Raster {
  const across = stepsAlong(widthPixels, halfCellsIn(widthPixels))
  const down = stepsAlong(heightPixels, halfCellsIn(heightPixels))
  const data = Buffer.allocUnsafe(widthPixels * heightPixels * channels)
  const mixed = new Float32Array(cells * channels)
  for (let y = 0; y < heightPixels; y++) {
    mixRows(mixed, means, stepAt(down, y))
    enlargeRow(data, y * widthPixels * channels, { mixed, across })
  }
  return { data, widthPixels, heightPixels }
}

function enlargeRow(
  to: Buffer,
  start: number,
  { mixed, across }: { mixed: Float32Array; across: Steps },
): void {
  const { first, second, share } = across
  for (let x = 0, at = start; x < first.length; x++, at += channels) {
    const left = (first[x] ?? 0) * channels
    const right = (second[x] ?? 0) * channels
    const more = share[x] ?? 0
    const less = 1 - more
    to[at] = (mixed[left] ?? 0) * less + (mixed[right] ?? 0) * more + 0.5
    to[at + 1] = (mixed[left + 1] ?? 0) * less + (mixed[right + 1] ?? 0) * more + 0.5
    to[at + 2] = (mixed[left + 2] ?? 0) * less + (mixed[right + 2] ?? 0) * more + 0.5
  }
}

function halfCellsIn(pixels: number) {
  const cellPixels = pixels / cells
  return { count: cells, cellPixels, startPixels: cellPixels / 2 }
}
