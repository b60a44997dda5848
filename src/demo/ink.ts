import type { Dice } from './dice.ts'
import { drawShapes, drawSpots, type Layer } from './layers.ts'
import type { Colour, PaperSheet } from './sheet.ts'

/** What is printed on a sheet: SVG shapes filled white, and the ink; `verso` shows through from behind. */
export type Print = { shapes: string; verso: string | null; ink: Colour }

const showThrough = 0.055

/** Prints on a sheet, in place, with edges roughened by the press and uneven ink. */
export async function printSheet(sheet: PaperSheet, print: Print, dice: Dice): Promise<void> {
  const { width, height, data } = sheet
  const [front, back, rough, flow, pressure] = await Promise.all([
    drawShapes(sheet, print.shapes, 0.7),
    drawBack(sheet, print.verso),
    drawSpots(sheet, 2.5, dice),
    drawSpots(sheet, 22, dice),
    drawSpots(sheet, 240, dice),
  ])
  for (let pixel = 0; pixel < width * height; pixel++) {
    const cover = coverOf(front, rough, pixel)
    const density = 0.7 + 0.16 * share(flow, pixel) + 0.14 * share(pressure, pixel)
    const inked = Math.max(cover * density, share(back, pixel) * showThrough)
    if (inked === 0) continue
    for (let channel = 0; channel < 3; channel++) {
      const at = pixel * 3 + channel
      const bare = data[at] ?? 0
      data[at] = bare + ((print.ink[channel] ?? 0) - bare) * inked
    }
  }
}

async function drawBack({ width, height }: PaperSheet, verso: string | null): Promise<Layer> {
  if (!verso) return Buffer.alloc(width * height)
  const mirrored = `<g transform="translate(${width} 0) scale(-1 1)">${verso}</g>`
  return drawShapes({ width, height }, mirrored, 2.6)
}

function share(layer: Layer, pixel: number): number {
  return (layer[pixel] ?? 0) / 255
}

/** Sharpens the softened edge of a shape again, moved a little by the roughness. */
function coverOf(front: Layer, rough: Layer, pixel: number): number {
  const shape = front[pixel] ?? 0
  if (shape === 0) return 0
  const moved = shape + ((rough[pixel] ?? 0) - 128) * 0.35
  return Math.max(0, Math.min(1, (moved - 70) / 110))
}
