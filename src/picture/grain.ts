import sharp from 'sharp'
import { type Between, seededNumbers } from './seeded.ts'

/** The size in pixels of both sheets. */
export const sheetSize = { width: 1400, height: 640 } as const

const sheetSeed = 1469

/** How far a layer darkens, of 255, and how many pixels wide one of its spots is. */
type Layer = { depth: number; spotPixels: number }

const cloudLayers: readonly Layer[] = [
  { depth: 20, spotPixels: 120 },
  { depth: 12, spotPixels: 36 },
]
const grainLayers: readonly Layer[] = [
  { depth: 6, spotPixels: 6 },
  { depth: 8, spotPixels: 2 },
]

/** One byte for each pixel of a sheet: how much the paper darkens it, of 255. */
export type Sheets = { clouds: Buffer; grain: Buffer }

let sheets: Promise<Sheets> | null = null

/** The same two sheets of blank paper for every caller; they are made at the first call. */
export function paperSheets(): Promise<Sheets> {
  sheets ??= makeSheets()
  return sheets
}

async function makeSheets(): Promise<Sheets> {
  const between = seededNumbers(sheetSeed)
  const clouds = await makeSheet(cloudLayers, between)
  return { clouds, grain: await makeSheet(grainLayers, between) }
}

async function makeSheet(layers: readonly Layer[], between: Between): Promise<Buffer> {
  const sheet = Buffer.alloc(sheetSize.width * sheetSize.height)
  for (const layer of layers) {
    const spots = await drawSpots(layer, between)
    for (let at = 0; at < sheet.length; at++) sheet[at] = (sheet[at] ?? 0) + (spots[at] ?? 0)
  }
  return sheet
}

async function drawSpots({ depth, spotPixels }: Layer, between: Between): Promise<Buffer> {
  const width = Math.ceil(sheetSize.width / spotPixels)
  const height = Math.ceil(sheetSize.height / spotPixels)
  const spots = Buffer.alloc(width * height).map(() => between(0, depth))
  return sharp(spots, { raw: { width, height, channels: 1 } })
    .resize({ ...sheetSize, fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
}
