import type { Dice } from './dice.ts'
import { drawShapes, drawSpots, type Layer, type LayerSize } from './layers.ts'

/** A blank old sheet: three bytes (sRGB) for each pixel. */
export type PaperSheet = LayerSize & { data: Buffer }

/** A colour as red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number]

const fibres = 260
const foxMarks = 26
const stainColour: Colour = [128, 88, 44]
const edgeColour: Colour = [150, 116, 70]
const edgeStrength = 0.32
const edgePixels = 55

/** Draws a blank sheet: a tone with clouds, grain, fibres, a few stains, and edges browned by light. */
export async function drawSheet(size: LayerSize, tone: Colour, dice: Dice): Promise<PaperSheet> {
  const [clouds, mottles, grain, strokes, stains] = await Promise.all([
    drawSpots(size, 260, dice),
    drawSpots(size, 34, dice),
    drawSpots(size, 2, dice),
    drawShapes(size, fibreShapes(size, dice), 0.6),
    drawShapes(size, stainShapes(size, dice), 5),
  ])
  const [across, down] = [fadeAlong(size.width), fadeAlong(size.height)]
  const data = Buffer.alloc(size.width * size.height * 3)
  for (let pixel = 0; pixel < size.width * size.height; pixel++) {
    const light =
      deviation(clouds, pixel) * 14 +
      deviation(mottles, pixel) * 9 +
      deviation(grain, pixel) * 9 -
      share(strokes, pixel) * 16
    const stain = share(stains, pixel)
    const inside = (across[pixel % size.width] ?? 1) * (down[Math.floor(pixel / size.width)] ?? 1)
    const edge = (1 - inside) * edgeStrength
    for (let channel = 0; channel < 3; channel++) {
      const lit = (tone[channel] ?? 0) + light
      const stained = lit + ((stainColour[channel] ?? 0) - lit) * stain
      const value = stained + ((edgeColour[channel] ?? 0) - stained) * edge
      data[pixel * 3 + channel] = Math.max(0, Math.min(255, value))
    }
  }
  return { ...size, data }
}

function share(layer: Layer, pixel: number): number {
  return (layer[pixel] ?? 0) / 255
}

function deviation(layer: Layer, pixel: number): number {
  return share(layer, pixel) - 0.5
}

/** Short, thin, bent hairs lying in all directions. */
function fibreShapes({ width, height }: LayerSize, dice: Dice): string {
  const paths = Array.from({ length: fibres }, () => {
    const [x, y] = [dice.between(0, width), dice.between(0, height)]
    const [dx, dy] = [dice.between(-36, 36), dice.between(-36, 36)]
    const bend = `${dice.between(-14, 14)} ${dice.between(-14, 14)}`
    return `<path d="M${x} ${y}q${bend} ${dx} ${dy}" opacity="${dice.between(0.2, 0.8)}"/>`
  })
  return `<g fill="none" stroke="#fff" stroke-width="1">${paths.join('')}</g>`
}

/** Small scattered foxing, and the pale rim of something that once stood or dripped there. */
function stainShapes({ width, height }: LayerSize, dice: Dice): string {
  const marks = Array.from({ length: foxMarks }, () => {
    const at = `cx="${dice.between(0, width)}" cy="${dice.between(0, height)}"`
    const radius = dice.between(1, 4) ** 1.7
    return `<circle ${at} r="${radius}" fill="#fff" opacity="${dice.between(0.05, 0.22)}"/>`
  })
  const x = dice.pick([dice.between(0, 0.12), dice.between(0.88, 1)]) * width
  const y = dice.between(0.1, 0.95) * height
  const radius = dice.between(0.09, 0.16) * width
  const rim = `<circle cx="${x}" cy="${y}" r="${radius}" fill="#fff" fill-opacity="0.05" stroke="#fff" stroke-opacity="0.16" stroke-width="7"/>`
  return marks.join('') + rim
}

/** For each pixel along a side: from 0 at both ends, which light has reached, to nearly 1 in the middle. */
function fadeAlong(sidePixels: number): Float32Array {
  return Float32Array.from({ length: sidePixels }, (_, at) => {
    const fromEnd = Math.min(at, sidePixels - 1 - at)
    return 1 - Math.exp(-fromEnd / edgePixels)
  })
}
