import type { ItemKind } from '../model/item.ts'
import { servedSize } from '../model/picture.ts'
import { fromRaster, type Raster, toRaster } from './raster.ts'
import type { Between } from './seeded.ts'

const enlargeMax = 3
const tiltMaxDegrees = 1.5
const shearMax = 0.03
/** No piece is laid nearer to a side than this share of the room that is left over. */
const placeMin = 0.2
const tileTrimShare = 0.04
const tileGroundPixels = 10

/** Lays a cut picture on a ground of its own tone, of the kind's served size, a little otherwise each time. */
export const layOut: Readonly<
  Record<ItemKind, (cut: Raster, between: Between) => Promise<Raster>>
> = {
  transcription: (cut, between) => layOutWriting(cut, between),
  classification: (cut, between) => layOutTile(cut, between),
}

/** The rim of a cut is of one tone, so that the same tone around it continues the paper. */
const layOutWriting = async (cut: Raster, between: Between): Promise<Raster> => {
  const room = servedSize.transcription
  const inner = fitInto(room, cut, between(0.9, 1))
  const [r = 0, g = 0, b = 0] = cut.data
  const tilted = await toRaster(
    fromRaster(cut)
      .resize({ ...inner, fit: 'fill' })
      .affine(tilt(between), { background: { r, g, b }, interpolator: 'bilinear' }),
  )
  const canvas = Buffer.alloc(room.widthPixels * room.heightPixels * 3, cut.data.subarray(0, 3))
  return place({ data: canvas, ...room }, tilted, between)
}

/** Turns and slants a little, about nothing in particular: the place is drawn afterwards. */
const tilt = (between: Between): [[number, number], [number, number]] => {
  const radians = (between(-tiltMaxDegrees, tiltMaxDegrees) * Math.PI) / 180
  const shear = between(-shearMax, shearMax)
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  return [
    [cos, cos * shear - sin],
    [sin, sin * shear + cos],
  ]
}

/** A tile stands on its own blurred likeness, less a random sliver of each side. */
const layOutTile = async (cut: Raster, between: Between): Promise<Raster> => {
  const room = servedSize.classification
  const ground = await toRaster(
    fromRaster(cut).resize(tileGroundPixels, tileGroundPixels, { fit: 'cover' }),
  )
  const blurred = fromRaster(ground).resize(room.widthPixels, room.heightPixels, {
    kernel: 'cubic',
  })
  const trimmed = trimSides(cut, between)
  const size = { widthPixels: trimmed.width, heightPixels: trimmed.height }
  const inner = fitInto(room, size, between(0.93, 1))
  const tile = await toRaster(
    fromRaster(cut)
      .extract(trimmed)
      .resize({ ...inner, fit: 'fill' }),
  )
  return place(await toRaster(blurred), tile, between)
}

const trimSides = ({ widthPixels, heightPixels }: Size, between: Between) => {
  const trim = (pixels: number) => Math.floor(between(0, tileTrimShare) * pixels)
  const [left, right] = [trim(widthPixels), trim(widthPixels)]
  const [top, bottom] = [trim(heightPixels), trim(heightPixels)]
  return { left, top, width: widthPixels - left - right, height: heightPixels - top - bottom }
}

type Size = { widthPixels: number; heightPixels: number }

/** The largest size of that shape in the room, and not enlarged beyond use, times `share`. */
const fitInto = (room: Size, { widthPixels, heightPixels }: Size, share: number) => {
  const fit = Math.min(room.widthPixels / widthPixels, room.heightPixels / heightPixels)
  const scale = Math.min(fit, enlargeMax) * share
  return {
    width: Math.max(1, Math.floor(widthPixels * scale)),
    height: Math.max(1, Math.floor(heightPixels * scale)),
  }
}

/** Lays a piece anywhere on the canvas, in place; where a tilt made it larger, its rim is lost on both sides. */
const place = (canvas: Raster, piece: Raster, between: Between): Raster => {
  const spareX = canvas.widthPixels - piece.widthPixels
  const spareY = canvas.heightPixels - piece.heightPixels
  const left =
    spareX > 0 ? Math.round(spareX * between(placeMin, 1 - placeMin)) : Math.round(spareX / 2)
  const top =
    spareY > 0 ? Math.round(spareY * between(placeMin, 1 - placeMin)) : Math.round(spareY / 2)
  const [fromX, toX] = [Math.max(0, -left), Math.min(piece.widthPixels, canvas.widthPixels - left)]
  const [fromY, toY] = [Math.max(0, -top), Math.min(piece.heightPixels, canvas.heightPixels - top)]
  for (let y = fromY; y < toY; y++) {
    const to = ((y + top) * canvas.widthPixels + left + fromX) * 3
    const row = y * piece.widthPixels
    piece.data.copy(canvas.data, to, (row + fromX) * 3, (row + toX) * 3)
  }
  return canvas
}
