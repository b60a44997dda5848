import { channelsOf, type Raster } from './raster.ts'

/** How a piece is placed: where its middle goes, and how it is bent, turned and slanted around it. */
export type Warp = {
  middleX: number
  middleY: number
  radians: number
  shear: number
  /** How many pixels of the canvas one of the piece covers. */
  enlargedX: number
  enlargedY: number
  /** Rows are pushed sideways along one wave, columns up and down along another. */
  waveX: Wave
  waveY: Wave
}

/** A wave: how far it pushes, how many periods there are along the way, and its phase from 0 to 1. */
export type Wave = { pushPixels: number; turns: number; start: number }

/** Lays a piece on the canvas, in place; outside the piece the canvas stays as it is. */
export function layWarped(canvas: Raster, piece: Raster, warp: Warp): void {
  const { data, widthPixels, heightPixels } = canvas
  const rowBytes = widthPixels * channelsOf(canvas)
  const { a, b, c, d } = inverse(warp)
  const sideways = curve(heightPixels, warp.waveX)
  const upwards = curve(widthPixels, warp.waveY)
  const [halfWidth, halfHeight] = [(piece.widthPixels - 1) / 2, (piece.heightPixels - 1) / 2]
  const placesX = new Float64Array(widthPixels)
  const placesY = new Float64Array(widthPixels)
  for (let y = 0; y < heightPixels; y++) {
    for (let x = 0; x < widthPixels; x++) {
      const u = x - warp.middleX + (sideways[y] ?? 0)
      const v = y - warp.middleY + (upwards[x] ?? 0)
      placesX[x] = a * u + b * v + halfWidth
      placesY[x] = c * u + d * v + halfHeight
    }
    const row = data.subarray(y * rowBytes, (y + 1) * rowBytes)
    mixRow(row, piece, { placesX, placesY })
  }
}

/** From the canvas back to the piece. */
function inverse({ radians, shear, enlargedX, enlargedY }: Warp) {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  return {
    a: (cos - shear * -sin) / enlargedX,
    b: (sin - shear * cos) / enlargedX,
    c: -sin / enlargedY,
    d: cos / enlargedY,
  }
}

function curve(pixels: number, { pushPixels, turns, start }: Wave): Float64Array {
  return Float64Array.from(
    { length: pixels },
    (_, at) => pushPixels * Math.sin(2 * Math.PI * ((at / pixels) * turns + start)),
  )
}

/** Where on the piece each pixel of a row lies. */
type Places = { placesX: Float64Array; placesY: Float64Array }

/** Interpolates each pixel from the four of the piece around its place, if that lies on the piece. */
function mixRow(row: Buffer, piece: Raster, { placesX, placesY }: Places): void {
  const { data: from, widthPixels, heightPixels } = piece
  const channels = channelsOf(piece)
  const stride = widthPixels * channels
  for (let x = 0; x < placesX.length; x++) {
    const pieceX = placesX[x] ?? 0
    const pieceY = placesY[x] ?? 0
    const left = Math.floor(pieceX)
    const top = Math.floor(pieceY)
    if (left < 0 || top < 0 || left >= widthPixels - 1 || top >= heightPixels - 1) continue
    const right = pieceX - left
    const low = pieceY - top
    for (let channel = 0; channel < channels; channel++) {
      const at = top * stride + left * channels + channel
      const over = (from[at] ?? 0) * (1 - right) + (from[at + channels] ?? 0) * right
      const under =
        (from[at + stride] ?? 0) * (1 - right) + (from[at + stride + channels] ?? 0) * right
      row[x * channels + channel] = over * (1 - low) + under * low + 0.5
    }
  }
}
