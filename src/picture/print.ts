import { paperSheets, sheetSize } from './grain.ts'
import type { Raster } from './raster.ts'
import type { Between } from './seeded.ts'

const gammaMax = 1.12
const warmthMax = 0.025
const shadeMax = 40
/** The tone that a change of contrast leaves as it is: about that of paper. */
const pivotTone = 205

/** Reprints the canvas in place: with slightly different tones, on a random piece of paper. */
export async function printOnPaper(canvas: Raster, between: Between): Promise<void> {
  const { clouds, grain } = await paperSheets()
  const { data, widthPixels, heightPixels } = canvas
  const tables = toneTables(between)
  const cloudsAt = drawPlace(canvas, between)
  const grainAt = drawPlace(canvas, between)
  const across = drawShade(widthPixels, between)
  const down = drawShade(heightPixels, between)
  for (let y = 0; y < heightPixels; y++) {
    const onSheet = y * sheetSize.width
    const shade = down[y] ?? 0
    for (let x = 0; x < widthPixels; x++) {
      const spots = (clouds[cloudsAt + onSheet + x] ?? 0) + (grain[grainAt + onSheet + x] ?? 0)
      const taken = spots + shade + (across[x] ?? 0)
      const at = (y * widthPixels + x) * 3
      for (let channel = 0; channel < 3; channel++) {
        const tone = tables[channel * 256 + (data[at + channel] ?? 0)] ?? 0
        data[at + channel] = (tone * (256 - taken)) >> 8
      }
    }
  }
}

/** How much light is lost along a side, of 256: as on a leaf that is not quite flat under the lamp. */
function drawShade(pixels: number, between: Between): Uint8Array {
  const depth = between(0, shadeMax)
  const turns = between(0.3, 1.4)
  const start = between(0, 1)
  return Uint8Array.from(
    { length: pixels },
    (_, at) => (depth / 2) * (1 + Math.sin(2 * Math.PI * ((at / pixels) * turns + start))),
  )
}

/** Where on a sheet a piece of that size begins, in pixels from its first. */
function drawPlace({ widthPixels, heightPixels }: Raster, between: Between): number {
  const left = Math.floor(between(0, sheetSize.width - widthPixels))
  const top = Math.floor(between(0, sheetSize.height - heightPixels))
  return top * sheetSize.width + left
}

/** Three tables of 256 tones, one for each colour: shared gamma, contrast and brightness, and its own warmth. */
function toneTables(between: Between): Uint8ClampedArray {
  const gamma = Math.exp(between(-1, 1) * Math.log(gammaMax))
  const contrast = between(0.96, 1.1)
  const brightness = between(22, 36)
  const warmth = between(-warmthMax, warmthMax)
  const tables = new Uint8ClampedArray(3 * 256)
  for (let at = 0; at < tables.length; at++) {
    const tone = 255 * ((at % 256) / 255) ** gamma
    const colour = 1 + warmth * (1 - Math.floor(at / 256))
    tables[at] = ((tone - pivotTone) * contrast + pivotTone + brightness) * colour
  }
  return tables
}
