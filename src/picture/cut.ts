import sharp from 'sharp'
import type { Box, Polygon } from '../model/item.ts'
import { isOnItsSide, turnUpright } from './orientation.ts'
import { fadeToPaper } from './fade.ts'
import { guessPaper } from './paper.ts'
import { fromRaster, type Raster, toRaster } from './raster.ts'
import { evenTones, measureTones } from './tones.ts'

const heightMaxPixels = 200
const widthMaxPixels = 1200
const wholeMaxPixels = 480
const keptQuality = 92
const padShare = 0.12
const padMinPixels = 3
/** How much of the padding shows what lies around the region before the paper takes over. */
const growShare = 0.5
/** How much of the padding, from outside, is of one tone, so that it can be continued without a seam. */
const rimShare = 0.5
const polygonPointsMax = 2000

/** A decoded page, as stored, with the EXIF orientation (1 to 8) it is to be seen in. */
export type StoredPage = { pixels: Raster; orientation: number }

/** What is cut; the polygon, where there is one, is the outline of the writing inside the box. */
export type Region = { box: Box; polygon: Polygon | null }

/** Cuts a region as PageImage promises; throws when it lies wholly outside the page. */
export const cutRegion = async (page: StoredPage, region: Region): Promise<Uint8Array> => {
  const { frame, padPixels } = frameOf(page, region.box)
  const scale = scaleOf(frame, isOnItsSide(page.orientation))
  const crop = await cropFrame(page.pixels, frame, scale)
  const tones = measureTones(crop)
  const paper = await guessPaper(crop, tones.isLightOnDark)
  const mask = await drawMask(region, { frame, scale, padPixels })
  await fadeToPaper(crop, { paper, mask, rimPixels: padPixels * scale * rimShare })
  evenTones(crop, tones)
  return encode(turnUpright(crop, page.orientation))
}

/** A twenty-fifth of the work of lossless WebP and a fifth of the bytes of PNG; no eye tells them apart. */
const encode = (raster: Raster): Promise<Buffer> =>
  fromRaster(raster).jpeg({ quality: keptQuality, chromaSubsampling: '4:4:4' }).toBuffer()

/** Shrinks the whole page as PageImage promises. */
export const shrinkWhole = async (page: StoredPage): Promise<Uint8Array> => {
  const side = { width: wholeMaxPixels, height: wholeMaxPixels }
  const small = await toRaster(
    fromRaster(page.pixels).resize({ ...side, fit: 'inside', withoutEnlargement: true }),
  )
  return encode(turnUpright(small, page.orientation))
}

/** The region with its padding, in whole pixels; it may reach over the edges of the page. */
const frameOf = (
  { pixels, orientation }: StoredPage,
  box: Box,
): { frame: Box; padPixels: number } => {
  const left = Math.max(0, Math.floor(box.x))
  const top = Math.max(0, Math.floor(box.y))
  const right = Math.min(pixels.widthPixels, Math.ceil(box.x + box.width))
  const bottom = Math.min(pixels.heightPixels, Math.ceil(box.y + box.height))
  if (right <= left || bottom <= top) throw new RangeError('the region lies outside the page')
  const lineHeight = isOnItsSide(orientation) ? right - left : bottom - top
  const padPixels = Math.max(padMinPixels, Math.round(lineHeight * padShare))
  const frame = {
    x: left - padPixels,
    y: top - padPixels,
    width: right - left + 2 * padPixels,
    height: bottom - top + 2 * padPixels,
  }
  return { frame, padPixels }
}

const scaleOf = (frame: Box, isTurned: boolean): number => {
  const uprightHeight = isTurned ? frame.width : frame.height
  const uprightWidth = isTurned ? frame.height : frame.width
  return Math.min(1, heightMaxPixels / uprightHeight, widthMaxPixels / uprightWidth)
}

/** Takes the frame from the page, shrunk; what lies over the edge repeats the edge. */
const cropFrame = async (page: Raster, frame: Box, scale: number): Promise<Raster> => {
  const left = Math.max(0, frame.x)
  const top = Math.max(0, frame.y)
  const right = Math.min(page.widthPixels, frame.x + frame.width)
  const bottom = Math.min(page.heightPixels, frame.y + frame.height)
  const size = scaledSize(frame, scale)
  const inner = scaledSize({ width: right - left, height: bottom - top }, scale)
  const before = {
    left: Math.min(size.width - inner.width, Math.round((left - frame.x) * scale)),
    top: Math.min(size.height - inner.height, Math.round((top - frame.y) * scale)),
  }
  const pipeline = fromRaster(page)
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize({ ...inner, fit: 'fill' })
    .extend({
      ...before,
      right: size.width - inner.width - before.left,
      bottom: size.height - inner.height - before.top,
      extendWith: 'copy',
    })
  return toRaster(pipeline)
}

const scaledSize = (size: { width: number; height: number }, scale: number) => ({
  width: Math.max(1, Math.round(size.width * scale)),
  height: Math.max(1, Math.round(size.height * scale)),
})

type Mask = { frame: Box; scale: number; padPixels: number }

/** One byte for each pixel of the frame: 255 where the region is, softly falling to 0 around it. */
const drawMask = async ({ box, polygon }: Region, mask: Mask): Promise<Buffer> => {
  const { frame, scale, padPixels } = mask
  const { width, height } = scaledSize(frame, scale)
  const points = outline(polygon ?? cornersOf(box))
    .map(({ x, y }) => `${(x - frame.x) * scale},${(y - frame.y) * scale}`)
    .join(' ')
  const grow = 2 * padPixels * growShare * scale
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <polygon points="${points}" fill="#fff" stroke="#fff" stroke-width="${grow}" stroke-linejoin="round"/>
  </svg>`
  return sharp(Buffer.from(svg))
    .flatten({ background: '#000' })
    .blur(Math.max(0.5, padPixels * scale * 0.2))
    .extractChannel(0)
    .raw()
    .toBuffer()
}

const cornersOf = ({ x, y, width, height }: Box): Polygon => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
]

/** Leaves out points evenly where there are too many to draw. */
const outline = (polygon: Polygon): Polygon => {
  const step = Math.ceil(polygon.length / polygonPointsMax)
  return polygon.filter((_, place) => place % step === 0)
}
