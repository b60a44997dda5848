import sharp from 'sharp'
import type { Folder } from '../model/folder.ts'
import { composeLines, placeWord, type PlacedLine, shapesOf } from './composition.ts'
import { type Dice, makeDice } from './dice.ts'
import { printSheet } from './ink.ts'
import { folderInMemory } from './memory-folder.ts'
import { type ReadLine, writePageXml } from './page-xml.ts'
import { type Colour, drawSheet } from './sheet.ts'
import { type FaceName, openTypefaces, type Typeface } from './typeface.ts'
import { type WordLanguage, demoWordsOf } from './words.ts'

const size = { width: 1200, height: 1560 } as const
const margin = { left: 165, right: 150, title: 230, text: 350 } as const

/** The plan of one page: which words, from where on, how they are set, and on what paper. */
type PagePlan = {
  title: string
  face: FaceName
  sizePixels: number
  leadingPixels: number
  words: readonly (readonly [WordLanguage, number, number])[]
  tone: Colour
  ink: Colour
}

const sepia: Colour = [58, 42, 30]
const black: Colour = [34, 28, 26]

const plans: readonly PagePlan[] = [
  {
    title: 'Inventory',
    face: 'roman',
    sizePixels: 56,
    leadingPixels: 86,
    words: [['en', 0, 42]],
    tone: [233, 220, 190],
    ink: black,
  },
  {
    title: 'Répertoire',
    face: 'italic',
    sizePixels: 59,
    leadingPixels: 86,
    words: [['fr', 0, 42]],
    tone: [236, 226, 203],
    ink: black,
  },
  {
    title: 'Verzeichnis',
    face: 'blackletter',
    sizePixels: 59,
    leadingPixels: 86,
    words: [['de', 0, 42]],
    tone: [226, 209, 173],
    ink: black,
  },
  {
    title: 'Nomina',
    face: 'roman',
    sizePixels: 56,
    leadingPixels: 86,
    words: [['la', 0, 42]],
    tone: [231, 222, 200],
    ink: sepia,
  },
  {
    title: 'Souvenirs',
    face: 'copperplate',
    sizePixels: 68,
    leadingPixels: 92,
    words: [
      ['en', 42, 60],
      ['fr', 42, 60],
    ],
    tone: [238, 231, 212],
    ink: sepia,
  },
  {
    title: 'Florilegium',
    face: 'blackletter',
    sizePixels: 59,
    leadingPixels: 86,
    words: [
      ['de', 42, 60],
      ['la', 42, 60],
    ],
    tone: [230, 214, 182],
    ink: black,
  },
]

/** Makes old-looking pages with PAGE files beside them, about half of their lines read; the same for the same seed. */
export async function makeDemoPages(seed: number): Promise<Folder> {
  const dice = makeDice(seed)
  const faces = await openTypefaces()
  const composed = plans.map((plan) => ({
    plan,
    lines: composePage(plan, faces[plan.face], dice),
    pageDice: makeDice(dice.between(0, 2 ** 32)),
  }))
  const made = composed.map(async ({ plan, lines, pageDice }, place) => {
    const name = `page-${place + 1}`
    const next = composed[(place + 1) % composed.length]?.lines ?? []
    const xml = writePageXml(`${name}.jpg`, size, markRead(lines, pageDice))
    const files: [string, Buffer][] = [
      [`${name}.jpg`, await drawPage(plan, { lines, next }, pageDice)],
      [`${name}.xml`, Buffer.from(xml)],
    ]
    return files
  })
  return folderInMemory('the demonstration pages', new Map((await Promise.all(made)).flat()))
}

function composePage(plan: PagePlan, face: Typeface, dice: Dice): PlacedLine[] {
  const words = plan.words.flatMap(([language, from, to]) => demoWordsOf(language).slice(from, to))
  const width = size.width - margin.left - margin.right
  const set = face.setWord(plan.title, plan.sizePixels * 1.35)
  const x = margin.left + (width - set.advancePixels) / 2
  const setting = {
    face,
    sizePixels: plan.sizePixels,
    leadingPixels: plan.leadingPixels,
    left: margin.left,
    width,
    firstBaseline: margin.text + plan.sizePixels,
    wobblePixels: 1.4,
  }
  const title = placeWord(plan.title, set, { x, y: margin.title })
  return [[title], ...composeLines(dice.shuffle(words), setting, dice)]
}

async function drawPage(
  plan: PagePlan,
  { lines, next }: { lines: readonly PlacedLine[]; next: readonly PlacedLine[] },
  dice: Dice,
): Promise<Buffer> {
  const sheet = await drawSheet(size, plan.tone, dice)
  const shapes = shapesOf(lines.flat()) + rules()
  await printSheet(sheet, { shapes, verso: shapesOf(next.flat()), ink: plan.ink }, dice)
  const raw = { width: size.width, height: size.height, channels: 3 } as const
  return sharp(sheet.data, { raw }).jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer()
}

/** A thick and a thin rule with a lozenge, as printers close a title with. */
function rules(): string {
  const middle = margin.left + (size.width - margin.left - margin.right) / 2
  const y = margin.title + 62
  const half = 190
  const rule = (x: number, above: number, thick: number) =>
    `<rect x="${x}" y="${y + above}" width="${half - 22}" height="${thick}" fill="#fff"/>`
  const lozenge = `<path d="M${middle - 11} ${y + 2}l11 -9l11 9l-11 9z" fill="#fff"/>`
  return [middle - half, middle + 22]
    .map((x) => rule(x, -2, 4) + rule(x, 6, 1.6))
    .concat(lozenge)
    .join('')
}

/** Marks every other line as read, beginning at random with the title or the first line. */
function markRead(lines: readonly PlacedLine[], dice: Dice): ReadLine[] {
  const first = dice.pick([0, 1])
  return lines.map((words, row) => ({ words, isRead: row % 2 === first }))
}
