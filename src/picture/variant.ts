import sharp from 'sharp'
import type { AsJpeg, DrawVariant } from '../model/picture.ts'
import { layOut } from './canvas.ts'
import { padJpeg } from './jpeg-padding.ts'
import { printOnPaper } from './print.ts'
import { fromRaster, toRaster } from './raster.ts'
import { seededNumbers } from './seeded.ts'
import { padWebp } from './webp-padding.ts'

const cutPixelsMax = 1_000_000
/** Beyond this, more work hardly saves a byte: docs/decisions/0009 has the figures. */
const webpEffort = 2
const fallbackQuality = 70

/** Draws one serving of a cut picture; known and unknown items take this same path. */
export const drawVariant: DrawVariant = async (cut, serving, seed) => {
  const between = seededNumbers(seed)
  const pixels = await toRaster(
    sharp(cut, { limitInputPixels: cutPixelsMax }).toColourspace('srgb'),
  )
  const canvas = await layOut(pixels, serving, between)
  await printOnPaper(canvas, between)
  const quality = Math.round(between(68, 84))
  const webp = await fromRaster(canvas).webp({ quality, effort: webpEffort }).toBuffer()
  return padWebp(webp, serving)
}

/** Converts a serving to JPEG, for browsers that do not say they read WebP. */
export const asJpeg: AsJpeg = async (served) => {
  const jpeg = await sharp(served, { limitInputPixels: cutPixelsMax })
    .jpeg({ quality: fallbackQuality, chromaSubsampling: '4:2:0' })
    .toBuffer()
  return padJpeg(jpeg)
}
