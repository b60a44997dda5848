import { densityOf } from './density.ts'
import { paperSheets, sheetSize } from './grain.ts'
import { channelsOf, type Raster } from './raster.ts'
import type { Between } from './seeded.ts'

const gammaMax = 1.12
const warmthMax = 0.025
const shadeMax = 40
/** The tone that a change of contrast leaves as it is: about that of paper. */
const pivotTone = 205

/** From where to where the look of writing varies: the same for every page. */
const inkLook = {
  /** How wide the curve is from bare paper to full ink, as a share of what lies between them. */
  curve: [0.72, 1],
  middleMax: 16,
  paper: [240, 254],
  yellow: [0.02, 0.09],
  ink: [18, 62],
  brown: [0, 0.15],
} as const

/** Reprints a coloured canvas in place: with slightly different tones, on a random piece of paper. */
export async function printColours(canvas: Raster, between: Between): Promise<void> {
  await printOnPaper(canvas, canvas, toneTables(between), between)
}

/** Prints densities with a random ink on a random piece of paper: nothing is left of the page's own colours. */
export async function printInk(densities: Raster, between: Between): Promise<Raster> {
  const printed = { ...densities, data: Buffer.allocUnsafe(densities.data.length * 3) }
  await printOnPaper(densities, printed, inkTables(between), between)
  return printed
}

async function printOnPaper(
  from: Raster,
  to: Raster,
  tables: Uint8ClampedArray,
  between: Between,
): Promise<void> {
  const { clouds, grain } = await paperSheets()
  const { widthPixels, heightPixels } = to
  const cloudsAt = drawPlace(to, between)
  const grainAt = drawPlace(to, between)
  const across = drawShade(widthPixels, between)
  const down = drawShade(heightPixels, between)
  const light = new Uint16Array(widthPixels)
  const printRow = channelsOf(from) === 1 ? printGreys : printOwnColours
  for (let y = 0; y < heightPixels; y++) {
    const onSheet = y * sheetSize.width
    const shaded = 256 - (down[y] ?? 0)
    for (let x = 0; x < widthPixels; x++) {
      const spots = (clouds[cloudsAt + onSheet + x] ?? 0) + (grain[grainAt + onSheet + x] ?? 0)
      light[x] = shaded - (across[x] ?? 0) - spots
    }
    printRow(to.data, from.data, { tables, light, start: y * widthPixels })
  }
}

/** How a row is printed: the tones, how much light falls on each pixel, of 256, and the first pixel. */
type Printed = { tables: Uint8ClampedArray; light: Uint16Array; start: number }

function printGreys(to: Buffer, from: Buffer, { tables, light, start }: Printed): void {
  for (let x = 0, at = start * 3; x < light.length; x++, at += 3) {
    const grey = from[start + x] ?? 0
    const lit = light[x] ?? 0
    to[at] = Math.imul(tables[grey] ?? 0, lit) >> 8
    to[at + 1] = Math.imul(tables[grey + 256] ?? 0, lit) >> 8
    to[at + 2] = Math.imul(tables[grey + 512] ?? 0, lit) >> 8
  }
}

function printOwnColours(to: Buffer, from: Buffer, { tables, light, start }: Printed): void {
  for (let x = 0, at = start * 3; x < light.length; x++, at += 3) {
    const lit = light[x] ?? 0
    to[at] = Math.imul(tables[from[at] ?? 0] ?? 0, lit) >> 8
    to[at + 1] = Math.imul(tables[(from[at + 1] ?? 0) + 256] ?? 0, lit) >> 8
    to[at + 2] = Math.imul(tables[(from[at + 2] ?? 0) + 512] ?? 0, lit) >> 8
  }
}

/** How much light is lost along a side, of 256: as on a leaf that is not quite flat under the lamp. */
function drawShade(pixels: number, between: Between): Uint8Array {
  const depth = between(0, shadeMax)
  const turns = between(0.3, 1.4)
  const start = between(0, 1)
  const taken = new Uint8Array(pixels)
  for (let at = 0; at < pixels; at++)
    taken[at] = (depth / 2) * (1 + Math.sin(2 * Math.PI * ((at / pixels) * turns + start)))
  return taken
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
  for (let from = 0; from < 256; from++) {
    const tone = 255 * (from / 255) ** gamma
    for (let channel = 0; channel < 3; channel++) {
      const colour = 1 + warmth * (1 - channel)
      tables[channel * 256 + from] =
        ((tone - pivotTone) * contrast + pivotTone + brightness) * colour
    }
  }
  return tables
}

/** Three tables, one for each colour, from density to tone: a curve that leaves out stains and evens the ink. */
function inkTables(between: Between): Uint8ClampedArray {
  const range = densityOf.ink - densityOf.paper
  const width = range * between(...inkLook.curve)
  const middle = densityOf.paper + range / 2 + between(-1, 1) * inkLook.middleMax
  const paper = between(...inkLook.paper)
  const yellow = between(...inkLook.yellow)
  const ink = between(...inkLook.ink)
  const brown = between(...inkLook.brown)
  const tables = new Uint8ClampedArray(3 * 256)
  for (let at = 0; at < tables.length; at++) {
    const channel = Math.floor(at / 256)
    const share = Math.min(1, Math.max(0, ((at % 256) - middle) / width + 0.5))
    const bare = paper * (1 - yellow * channel)
    const inked = ink * (1 + brown * (1 - channel))
    tables[at] = bare + (inked - bare) * share * share * (3 - 2 * share)
  }
  return tables
}
