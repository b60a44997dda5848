import sharp from 'sharp'
import type { AsJpeg, DrawVariant, Layout, PictureServing } from '../model/picture.ts'
import { layOut } from './canvas.ts'
import { padJpeg } from './jpeg-padding.ts'
import { printColours, printInk } from './print.ts'
import { fromRaster, greysOf, openCut, type Raster } from './raster.ts'
import { type Between, seededNumbers } from './seeded.ts'
import { padWebp } from './webp-padding.ts'

/** Beyond this, more work hardly saves a byte: docs/decisions/0009 has the figures. */
const webpEffort = 2
const servedPixelsMax = 1_000_000
const fallbackQuality = 70
const inkQuality = [52, 68] as const

/** Draws one serving of a cut picture; known and unknown items take this same path. */
export const drawVariant: DrawVariant = async (cut, serving, seed) => {
  const between = seededNumbers(seed)
  return drawings[serving.layout](await openCut(cut), serving, between)
}

type Draw = (cut: Raster, serving: PictureServing, between: Between) => Promise<Buffer>

const drawings: Readonly<Record<Layout, Draw>> = { strip: drawInk, tile: drawColours }

/**
 * Writing loses all that its page gives it: colours, contrast, stains and sharpness. It is a JPEG, at a third of the
 * work of WebP and half as many bytes again: docs/decisions/0037 has the figures.
 */
async function drawInk(cut: Raster, serving: PictureServing, between: Between): Promise<Buffer> {
  const canvas = await printInk(layOut(greysOf(cut), serving, between), between)
  const quality = Math.round(between(...inkQuality))
  return padJpeg(await fromRaster(canvas).jpeg({ quality, quantisationTable: 3 }).toBuffer())
}

/** Images keep their colours, because people judge by them. */
async function drawColours(cut: Raster, serving: PictureServing, between: Between) {
  const canvas = layOut(cut, serving, between)
  await printColours(canvas, between)
  const quality = Math.round(between(68, 84))
  return padWebp(await fromRaster(canvas).webp({ quality, effort: webpEffort }).toBuffer(), serving)
}

/** Converts a serving to JPEG, for browsers that do not say they read WebP. */
export const asJpeg: AsJpeg = async (served) => {
  const jpeg = await sharp(served, { limitInputPixels: servedPixelsMax })
    .jpeg({ quality: fallbackQuality, chromaSubsampling: '4:2:0' })
    .toBuffer()
  return padJpeg(jpeg)
}
