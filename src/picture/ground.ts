import type { Raster } from './raster.ts'
import { mixRows, stepsAlong } from './stretch.ts'

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
  let to = 0
  for (let y = 0; y < heightPixels; y++) {
    mixRows(mixed, means, {
      first: down.first[y] ?? 0,
      second: down.second[y] ?? 0,
      share: down.share[y] ?? 0,
    })
    for (let x = 0; x < widthPixels; x++) {
      const first = (across.first[x] ?? 0) * channels
      const second = (across.second[x] ?? 0) * channels
      const share = across.share[x] ?? 0
      for (let channel = 0; channel < channels; channel++) {
        const from = mixed[first + channel] ?? 0
        data[to++] = from + ((mixed[second + channel] ?? 0) - from) * share + 0.5
      }
    }
  }
  return { data, widthPixels, heightPixels }
}

function halfCellsIn(pixels: number) {
  const cellPixels = pixels / cells
  return { count: cells, cellPixels, startPixels: cellPixels / 2 }
}
