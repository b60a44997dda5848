import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { OpenPage, PictureFault, PictureFormat } from '../model/picture.ts'
import { cutRegion, shrinkWhole, type StoredPage } from './cut.ts'
import { readInk } from './ink.ts'
import { perceptualHashOf } from './perceptual-hash.ts'
import { toRaster } from './raster.ts'
import { sniffFormat } from './sniff.ts'

const pixelsMax = 100_000_000
const decodeSeconds = 60

/** Opens a JPEG, PNG, TIFF or WebP picture (its first page); anything else is a fault. */
export const openPage: OpenPage = async (bytes) => {
  const format = sniffFormat(bytes)
  if (!format) return { fault: 'not a JPEG, PNG, TIFF or WebP picture' }
  const header = await readHeader(bytes, format)
  if ('fault' in header) return header
  const pixels = await decode(bytes)
  if ('fault' in pixels) return pixels
  const page: StoredPage = { pixels, orientation: header.orientation }
  return {
    format,
    widthPixels: pixels.widthPixels,
    heightPixels: pixels.heightPixels,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    cut: (region) => cutRegion(page, region),
    ink: (line) => readInk(page, line),
    whole: () => shrinkWhole(page),
    perceptualHash: () => perceptualHashOf(pixels),
  }
}

type Header = { orientation: number }

/** Reads the size before any pixel is decoded, so that refusing a bomb costs no more than its header. */
async function readHeader(
  bytes: Uint8Array,
  format: PictureFormat,
): Promise<Header | PictureFault> {
  try {
    const header = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (header.format !== format) return { fault: 'not a JPEG, PNG, TIFF or WebP picture' }
    const { width, height, orientation = 1 } = header
    if (width * height > pixelsMax) {
      const limit = `the limit of ${pixelsMax / 1e6} million`
      return { fault: `picture of ${width} × ${height} pixels is over ${limit}` }
    }
    return { orientation: orientation >= 1 && orientation <= 8 ? orientation : 1 }
  } catch {
    return { fault: 'picture is broken: its header cannot be read' }
  }
}

async function decode(bytes: Uint8Array) {
  try {
    const pipeline = sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' })
      .timeout({ seconds: decodeSeconds })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
    return await toRaster(pipeline)
  } catch (cause) {
    return { fault: faultOf(cause) }
  }
}

/** The decoders' messages are for developers; these are for the person who sent the file. */
function faultOf(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : ''
  if (/timeout/i.test(words)) return `picture took longer than ${decodeSeconds} seconds to read`
  if (/premature|truncat|end of (file|image|input|stream)|not enough/i.test(words))
    return 'picture is broken: it ends too early'
  return 'picture is broken: its data cannot be read'
}
