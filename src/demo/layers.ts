import sharp from 'sharp'
import type { Dice } from './dice.ts'

/** Width and height in pixels. */
export type LayerSize = { width: number; height: number }

/** One byte for each pixel, row by row. */
export type Layer = Buffer

/** Soft spots with values from 0 to 255, each about `spotPixels` wide. */
export function drawSpots(size: LayerSize, spotPixels: number, dice: Dice): Promise<Layer> {
  const width = Math.ceil(size.width / spotPixels) + 1
  const height = Math.ceil(size.height / spotPixels) + 1
  const spots = Buffer.alloc(width * height).map(() => dice.between(0, 256))
  return sharp(spots, { raw: { width, height, channels: 1 } })
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
}

/** What an SVG drawing covers: 255 where its shapes are white, 0 where there is nothing. */
export function drawShapes(size: LayerSize, shapes: string, blurPixels: number): Promise<Layer> {
  const { width, height } = size
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`
  return sharp(Buffer.from(svg))
    .flatten({ background: '#000' })
    .toColourspace('b-w')
    .blur(blurPixels)
    .raw()
    .toBuffer()
}
