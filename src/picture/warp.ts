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

/** Places on a piece are counted in parts of its pixels, because whole numbers are faster: 65536 are a pixel. */
const bits = 16
const one = 1 << bits

/** Lays a piece on the canvas, in place; outside the piece the canvas stays as it is. */
export function layWarped(canvas: Raster, piece: Raster, warp: Warp): void {
  const { data, widthPixels, heightPixels } = canvas
  const channels = channelsOf(canvas)
  const { a, b, c, d } = inverse(warp)
  const sideways = curve(heightPixels, warp.waveX)
  const upwards = curve(widthPixels, warp.waveY)
  const columnX = new Int32Array(widthPixels)
  const columnY = new Int32Array(widthPixels)
  for (let x = 0; x < widthPixels; x++) {
    columnX[x] = (a * x + b * (upwards[x] ?? 0)) * one
    columnY[x] = (c * x + d * (upwards[x] ?? 0)) * one
  }
  const places: Places = { columnX, columnY, rowX: 0, rowY: 0, start: 0 }
  const mixRow = channels === 1 ? mixGreys : mixColours
  for (let y = 0; y < heightPixels; y++) {
    const u = (sideways[y] ?? 0) - warp.middleX
    const v = y - warp.middleY
    places.rowX = Math.floor((a * u + b * v + (piece.widthPixels - 1) / 2) * one)
    places.rowY = Math.floor((c * u + d * v + (piece.heightPixels - 1) / 2) * one)
    places.start = y * widthPixels * channels
    mixRow(data, piece, places)
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
  const pushes = new Float64Array(pixels)
  for (let at = 0; at < pixels; at++)
    pushes[at] = pushPixels * Math.sin(2 * Math.PI * ((at / pixels) * turns + start))
  return pushes
}

/**
 * Where on the piece the pixels of a row lie, which is what their columns add to what their row adds; and where the
 * row starts.
 */
type Places = {
  columnX: Int32Array
  columnY: Int32Array
  rowX: number
  rowY: number
  start: number
}

/** Interpolates each pixel from the four of the piece around its place, if that lies on the piece. */
function mixGreys(to: Buffer, piece: Raster, places: Places): void {
  const { columnX, columnY, rowX, rowY, start } = places
  const { data: from, widthPixels: stride } = piece
  const endX = (piece.widthPixels - 1) << bits
  const endY = (piece.heightPixels - 1) << bits
  for (let x = 0; x < columnX.length; x++) {
    const pieceX = (rowX + (columnX[x] ?? 0)) | 0
    const pieceY = (rowY + (columnY[x] ?? 0)) | 0
    if (pieceX < 0 || pieceY < 0 || pieceX >= endX || pieceY >= endY) continue
    const at = (Math.imul(pieceY >> bits, stride) + (pieceX >> bits)) | 0
    const right = (pieceX >> 8) & 255
    const overLeft = from[at] ?? 0
    const underLeft = from[at + stride] ?? 0
    const over = (overLeft << 8) + Math.imul((from[at + 1] ?? 0) - overLeft, right)
    const under = (underLeft << 8) + Math.imul((from[at + stride + 1] ?? 0) - underLeft, right)
    to[start + x] = ((over << 8) + Math.imul(under - over, (pieceY >> 8) & 255) + one / 2) >> bits
  }
}

/** As `mixGreys`, in three colours. */
function mixColours(to: Buffer, piece: Raster, places: Places): void {
  const { columnX, columnY, rowX, rowY, start } = places
  const { data: from, widthPixels } = piece
  const stride = widthPixels * 3
  const endX = (widthPixels - 1) << bits
  const endY = (piece.heightPixels - 1) << bits
  for (let x = 0; x < columnX.length; x++) {
    const pieceX = (rowX + (columnX[x] ?? 0)) | 0
    const pieceY = (rowY + (columnY[x] ?? 0)) | 0
    if (pieceX < 0 || pieceY < 0 || pieceX >= endX || pieceY >= endY) continue
    const right = (pieceX >> 8) & 255
    const low = (pieceY >> 8) & 255
    const first = (Math.imul(pieceY >> bits, stride) + (pieceX >> bits) * 3) | 0
    for (let at = first, toAt = start + x * 3; at < first + 3; at++, toAt++) {
      const overLeft = from[at] ?? 0
      const underLeft = from[at + stride] ?? 0
      const over = (overLeft << 8) + Math.imul((from[at + 3] ?? 0) - overLeft, right)
      const under = (underLeft << 8) + Math.imul((from[at + stride + 3] ?? 0) - underLeft, right)
      to[toAt] = ((over << 8) + Math.imul(under - over, low) + one / 2) >> bits
    }
  }
}
