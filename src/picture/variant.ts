import sharp from 'sharp'
import type { DrawVariant } from '../model/picture.ts'
import { layOut } from './canvas.ts'
import { padJpeg } from './jpeg-padding.ts'
import { printOnPaper } from './print.ts'
import { fromRaster, toRaster } from './raster.ts'
import { seededNumbers } from './seeded.ts'

const cutPixelsMax = 1_000_000

/** Draws one serving of a cut picture; known and unknown items go this one way. */
export const drawVariant: DrawVariant = async (cut, kind, seed) => {
  const between = seededNumbers(seed)
  const pixels = await toRaster(
    sharp(cut, { limitInputPixels: cutPixelsMax }).toColourspace('srgb'),
  )
  const canvas = await layOut[kind](pixels, between)
  await printOnPaper(canvas, between)
  const quality = Math.round(between(55, 75))
  const jpeg = await fromRaster(canvas).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer()
  return padJpeg(jpeg)
}
