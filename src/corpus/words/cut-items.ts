import type { Ink } from '../../model/ink.ts'
import type { Item } from '../../model/item.ts'
import {
  boxOf,
  regionOf,
  shapeOf,
  type Box,
  type Polygon,
  type Region,
  type Shape,
} from '../../model/region.ts'
import type { PageImage } from '../../model/picture.ts'
import { areaWithin } from '../../kinds/shape.ts'
import { meetBoxes } from '../formats/read/geometry.ts'
import { itemIdOf } from '../import/item.ts'
import { isSameRegion } from '../import/merge.ts'
import { isRevision, reviseItem, type OfCorpus } from '../import/revise.ts'
import { cutByText, cutByBlanks, type CutWord } from './cut-line.ts'
import { learnFrom } from './match-line.ts'
import { hasBlanks } from './scripts.ts'

/** A line with its baseline, if its file has one. */
export type UncutLine = { item: Item; baseline: Polygon | null }

/** The words of lines, to be stored. */
export type CutItems = {
  added: Item[]
  /** Stored words that differ now, or are gone; the latter have no place and are retired. */
  revised: Item[]
  /** All words that the lines have now. */
  words: Item[]
}

type Cutting = OfCorpus & {
  page: PageImage
  /** The page's items in the store. */
  stored: readonly Item[]
}

/** Says whether an item is a line that is too long to ask, so that its words are asked instead. */
export function isLong({ level, stage }: Item): boolean {
  return level === 'line' && stage === 'waiting'
}

/** Cuts lines that are too long into words that can be asked, and matches those that were cut before. */
export async function cutItems(
  lines: readonly UncutLine[],
  { page, kind, script, stored }: Cutting,
): Promise<CutItems> {
  const cut: CutItems = { added: [], revised: [], words: [] }
  const taken = new Set(stored.map(({ id }) => id))
  for await (const { line, words } of cutLines(lines, { page, script })) {
    const before = stored.filter(({ lineId }) => lineId === line.item.id)
    const { corpus } = line.item
    for (const word of words) {
      const place = { corpus, imageSha256: page.sha256, level: 'word', box: word.box } as const
      const item = itemOf(line.item, word, { id: itemIdOf(place), kind, script })
      if (item.stage !== 'open') continue
      const at = before.findIndex((one) => isSamePlace(one, word.box))
      const [old] = at === -1 ? [] : before.splice(at, 1)
      if (!old && taken.has(item.id)) continue
      taken.add(item.id)
      keep(cut, { item, old: old ?? null, kind, script })
    }
    for (const gone of before)
      if (gone.place !== null) cut.revised.push({ ...gone, place: null, stage: 'retired' })
  }
  return cut
}

function isSamePlace({ level, region }: Item, word: Box): boolean {
  const box = boxOf(region)
  return !!box && isSameRegion({ level, box }, { level: 'word', box: word })
}

type Kept = OfCorpus & { item: Item; old: Item | null }

function keep(cut: CutItems, { item, old, ...of }: Kept): void {
  if (!old) {
    cut.added.push(item)
    cut.words.push(item)
    return
  }
  const isRead = isRevision(old, item)
  const now = { ...(isRead ? reviseItem(old, item, of) : old), place: item.place }
  if (isRead || now.place !== old.place) cut.revised.push(now)
  cut.words.push(now)
}

type CutLine = { line: UncutLine; words: CutWord[] }
type InkedLine = { line: UncutLine; ink: Ink; text: string }

/** This many lines are enough to learn a handwriting; the ink of more would take much memory. */
const linesAtOnce = 100

/** Cuts lines, those with a text by the handwriting of the lines around them; yields each exactly once. */
async function* cutLines(
  lines: readonly UncutLine[],
  on: Pick<Cutting, 'page' | 'script'>,
): AsyncGenerator<CutLine> {
  const within = (words: readonly CutWord[]): CutWord[] => keepWithin(words, on.page)
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const inked: InkedLine[] = []
    for (const line of lines.slice(from, from + linesAtOnce)) {
      const ink = await inkOf(line, on)
      const text = line.item.label
      if (ink && text !== null) inked.push({ line, ink, text })
      else yield { line, words: ink ? within(cutByBlanks(ink)) : [] }
    }
    const handwriting = learnFrom(inked)
    for (const one of inked) yield { line: one.line, words: within(cutByText(one, handwriting)) }
  }
}

function keepWithin(
  words: readonly CutWord[],
  { widthPixels: width, heightPixels: height }: PageImage,
): CutWord[] {
  return words.map((word) => ({ ...word, box: meetBoxes(word.box, { x: 0, y: 0, width, height }) }))
}

async function inkOf(
  { item, baseline }: UncutLine,
  { page, script }: Pick<Cutting, 'page' | 'script'>,
): Promise<Ink | null> {
  if (!isLong(item) || !hasBlanks(item.label ?? '', script)) return null
  const shape = shapeOf(item.region)
  return shape && page.ink({ ...shape, baseline }).catch(() => null)
}

function itemOf(
  line: Item,
  { text, place, ...shape }: CutWord,
  { id, kind, script }: OfCorpus & { id: string },
): Item {
  const reading = { status: line.status, label: text, confidence: line.confidence }
  return {
    ...line,
    ...reading,
    id,
    stage: kind.stageOf({ ...reading, script, region: besideLine(line, shape) }),
    level: 'word',
    region: regionOf(shape),
    regionName: `${line.regionName}/word-${place + 1}`,
    mediaId: null,
    lineId: line.id,
    place,
  }
}

// A dot is as wide as it is high; only in its line is it recognisable as no word.
function besideLine(line: Item, { box }: Shape): Region {
  const height = Math.max(box.height, heightOf(shapeOf(line.region)))
  return { is: 'box', box: { ...box, height } }
}

function heightOf(line: Shape | null): number {
  if (!line) return 0
  return line.polygon ? areaWithin(line.polygon) / line.box.width : line.box.height
}
