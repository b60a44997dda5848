import sharp, { type Sharp } from 'sharp'

const cutPixelsMax = 1_000_000

/** Pixels in memory: three bytes (sRGB) each, or one if they are grey, row by row from the top. */
export type Raster = { data: Buffer; widthPixels: number; heightPixels: number }

/** Starts a pipeline on a raster; its bytes are shared, not copied. */
export function fromRaster(raster: Raster): Sharp {
  const { data, widthPixels, heightPixels } = raster
  const channels = channelsOf(raster)
  return sharp(data, { raw: { width: widthPixels, height: heightPixels, channels } })
}

/** How many bytes a pixel has. */
export function channelsOf({ data, widthPixels, heightPixels }: Raster): 1 | 3 {
  return data.length === widthPixels * heightPixels ? 1 : 3
}

/** Runs a pipeline whose pixels are sRGB without alpha and keeps them in memory. */
export async function toRaster(pipeline: Sharp): Promise<Raster> {
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw new Error(`expected 3 channels, got ${info.channels}`)
  return { data, widthPixels: info.width, heightPixels: info.height }
}

/** Decodes a cut as it is stored. */
export function openCut(cut: Uint8Array): Promise<Raster> {
  return toRaster(sharp(cut, { limitInputPixels: cutPixelsMax }).toColourspace('srgb'))
}

/** The brightness of each pixel of a coloured raster. */
export function greysOf(colours: Raster): Raster {
  const data = Buffer.allocUnsafe(colours.data.length / 3)
  for (let at = 0; at < data.length; at++) data[at] = brightnessAt(colours.data, at * 3)
  return { ...colours, data }
}

/** Brightness of a pixel, 0 to 255, weighted as the eye sees colours; `at` is the index of its first byte. */
export function brightnessAt(data: Buffer, at: number): number {
  return ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8
}
