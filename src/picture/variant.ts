import sharp from 'sharp'
import type { AsJpeg, DrawVariant, PictureServing } from '../model/picture.ts'
import { layOut } from './canvas.ts'
import { padJpeg } from './jpeg-padding.ts'
import { printColours, printInk } from './print.ts'
import { fromRaster, greysOf, type Raster, toRaster } from './raster.ts'
import { type Between, seededNumbers } from './seeded.ts'
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
  const draw = serving.layout === 'strip' ? drawInk : drawColours
  const canvas = await draw(pixels, serving, between)
  const quality = Math.round(between(68, 84))
  const webp = await fromRaster(canvas).webp({ quality, effort: webpEffort }).toBuffer()
  return padWebp(webp, serving)
}

type Draw = (cut: Raster, serving: PictureServing, between: Between) => Promise<Raster>

/** Writing loses all that its page gives it: colours, contrast, stains and sharpness. */
const drawInk: Draw = async (cut, serving, between) =>
  printInk(await layOut(greysOf(cut), serving, between), between)

/** Images keep their colours, because people judge by them. */
const drawColours: Draw = async (cut, serving, between) => {
  const canvas = await layOut(cut, serving, between)
  await printColours(canvas, between)
  return canvas
}

/** Converts a serving to JPEG, for browsers that do not say they read WebP. */
export const asJpeg: AsJpeg = async (served) => {
  const jpeg = await sharp(served, { limitInputPixels: cutPixelsMax })
    .jpeg({ quality: fallbackQuality, chromaSubsampling: '4:2:0' })
    .toBuffer()
  return padJpeg(jpeg)
}
