import sharp from 'sharp'
import type { Folder } from '../model/folder.ts'
import { composeLines, shapesOf } from './composition.ts'
import { type Dice, makeDice } from './dice.ts'
import { printSheet } from './ink.ts'
import { folderInMemory } from './memory-folder.ts'
import { drawOrnament } from './ornament.ts'
import { type Colour, drawSheet, type PaperSheet } from './sheet.ts'
import { type FaceName, openTypefaces, type Typeface } from './typeface.ts'
import { type WordLanguage, demoWordsOf } from './words.ts'

const knownOfClass = 16
const unknownTiles = 44
const sidePixels = 256
const sheetPixels = { width: 900, height: 900 } as const

/** The classes by the names of their folders, which are also their labels. */
export const demoClasses = [
  'blackletter printing',
  'roman printing',
  'joined handwriting',
  'a printed ornament',
] as const

/** What a tile of a class shows: words of some languages in a face, or an ornament if there is no face. */
type Design = { face: FaceName | null; languages: readonly WordLanguage[] }

const designs: Readonly<Record<(typeof demoClasses)[number], Design>> = {
  'blackletter printing': { face: 'blackletter', languages: ['de', 'la'] },
  'roman printing': { face: 'roman', languages: ['en', 'fr', 'la'] },
  'joined handwriting': { face: 'copperplate', languages: ['en', 'fr'] },
  'a printed ornament': { face: null, languages: [] },
}

const tones: readonly Colour[] = [
  [234, 222, 194],
  [227, 212, 180],
  [238, 230, 211],
]
const inks: readonly Colour[] = [
  [34, 28, 26],
  [58, 42, 30],
  [46, 38, 44],
]

/** What tiles are made from: blank sheets to cut them out of, and the faces. */
type Workshop = { sheets: readonly PaperSheet[]; faces: Readonly<Record<FaceName, Typeface>> }

/** Makes small pictures, some in a folder for each class and the others in `images`; the same for the same seed. */
export async function makeDemoTiles(seed: number): Promise<Folder> {
  const dice = makeDice(seed)
  const sheets = await Promise.all(
    tones.map((tone) => drawSheet(sheetPixels, tone, makeDice(dice.between(0, 2 ** 32)))),
  )
  const workshop = { sheets, faces: await openTypefaces() }
  const made = planTiles(dice).map(async ({ path, design }): Promise<[string, Buffer]> => {
    const tileDice = makeDice(dice.between(0, 2 ** 32))
    return [path, await drawTile(design, workshop, tileDice)]
  })
  return folderInMemory('the demonstration tiles', new Map(await Promise.all(made)))
}

function planTiles(dice: Dice): { path: string; design: Design }[] {
  const known = Object.entries(designs).flatMap(([name, design]) =>
    Array.from({ length: knownOfClass }, (_, place) => ({
      path: `${name}/${place + 1}.jpg`,
      design,
    })),
  )
  const unknown = Array.from({ length: unknownTiles }, (_, place) => ({
    path: `images/${place + 1}.jpg`,
    design: dice.pick(Object.values(designs)),
  }))
  return [...known, ...unknown]
}

async function drawTile(
  { face, languages }: Design,
  { sheets, faces }: Workshop,
  dice: Dice,
): Promise<Buffer> {
  const tile = cutSheet(dice.pick(sheets), dice)
  const shapes = face
    ? fragment(faces[face], demoWordsOf(dice.pick(languages)), dice)
    : centred(drawOrnament(dice), dice)
  await printSheet(tile, { shapes, verso: null, ink: dice.pick(inks) }, dice)
  const raw = { width: sidePixels, height: sidePixels, channels: 3 } as const
  return sharp(tile.data, { raw }).jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer()
}

function cutSheet(sheet: PaperSheet, dice: Dice): PaperSheet {
  const left = Math.floor(dice.between(0, sheet.width - sidePixels))
  const top = Math.floor(dice.between(0, sheet.height - sidePixels))
  const data = Buffer.alloc(sidePixels * sidePixels * 3)
  for (let row = 0; row < sidePixels; row++) {
    const from = ((top + row) * sheet.width + left) * 3
    sheet.data.copy(data, row * sidePixels * 3, from, from + sidePixels * 3)
  }
  return { width: sidePixels, height: sidePixels, data }
}

/** A piece out of the middle of a page: lines that run on beyond all four sides. */
function fragment(face: Typeface, words: readonly string[], dice: Dice): string {
  const sizePixels = dice.between(46, 62)
  const setting = {
    face,
    sizePixels,
    leadingPixels: sizePixels * 1.4,
    left: dice.between(-104, -24),
    width: sidePixels + 144,
    firstBaseline: dice.between(8, 56),
    wobblePixels: 1,
  }
  const lines = composeLines(dice.shuffle(words).slice(0, 12), setting, dice)
  return `<g transform="rotate(${dice.between(-2, 2)})">${shapesOf(lines.flat())}</g>`
}

function centred(ornament: string, dice: Dice): string {
  const at = `translate(${dice.between(116, 140)} ${dice.between(116, 140)})`
  return `<g transform="${at} rotate(${dice.between(-4, 4)}) scale(${dice.between(0.8, 1.08)})">${ornament}</g>`
}
