import type { Box, Item, Polygon } from '../../model/item.ts'
import type { PageImage } from '../../model/picture.ts'
import { areaWithin, meetBoxes } from '../geometry.ts'
import { itemIdOf, stageOf } from '../item.ts'
import { isSameRegion } from '../merge.ts'
import { isRevision, reviseItem } from '../revise.ts'
import { cutTold, cutUntold, type CutWord } from './cut-line.ts'
import { learnFrom } from './match-told.ts'
import { hasBlanks } from './scripts.ts'

/** A line, with what its file says of where its letters stand. */
export type ToldLine = { item: Item; baseline: Polygon | null }

/** The words of lines, as they are to be kept. */
export type CutItems = {
  added: Item[]
  /** Words of the store that are told otherwise now, or no longer there: those have no place and are retired. */
  revised: Item[]
  /** All words that the lines have now. */
  words: Item[]
}

type Cutting = {
  page: PageImage
  script: string
  /** What the store has of the page already. */
  stored: readonly Item[]
}

/** Says whether an item is a line too long to be asked, so that its words are asked instead. */
export const isLong = ({ level, stage }: Item): boolean => level === 'line' && stage === 'waiting'

/** Cuts lines that are too long into words that can be asked, and finds those again that were cut before. */
export const cutItems = async (
  lines: readonly ToldLine[],
  { page, script, stored }: Cutting,
): Promise<CutItems> => {
  const cut: CutItems = { added: [], revised: [], words: [] }
  const taken = new Set(stored.map(({ id }) => id))
  for (const line of lines) {
    const before = stored.filter(({ lineId }) => lineId === line.item.id)
    const { corpus } = line.item
    for (const word of await cutWords(line, page, script)) {
      const place = { corpus, imageSha256: page.sha256, level: 'word', box: word.box } as const
      const item = itemOf(line.item, word, { id: itemIdOf(place), script })
      if (item.stage !== 'open') continue
      const at = before.findIndex((one) => isSameRegion(one, item))
      const [old] = at === -1 ? [] : before.splice(at, 1)
      if (!old && taken.has(item.id)) continue
      taken.add(item.id)
      keep(cut, { item, old: old ?? null, script })
    }
    for (const gone of before)
      if (gone.place !== null) cut.revised.push({ ...gone, place: null, stage: 'retired' })
  }
  return cut
}

type Kept = { item: Item; old: Item | null; script: string }

const keep = (cut: CutItems, { item, old, script }: Kept): void => {
  if (!old) {
    cut.added.push(item)
    cut.words.push(item)
    return
  }
  const isRead = isRevision(old, item)
  const now = { ...(isRead ? reviseItem(old, item, script) : old), place: item.place }
  if (isRead || now.place !== old.place) cut.revised.push(now)
  cut.words.push(now)
}

const cutWords = async (
  { item, baseline }: ToldLine,
  page: PageImage,
  script: string,
): Promise<CutWord[]> => {
  if (!isLong(item) || !hasBlanks(item.label ?? '', script)) return []
  const ink = await page.ink({ box: item.box, polygon: item.polygon, baseline }).catch(() => null)
  if (!ink) return []
  const words = item.label === null ? cutUntold(ink) : cutTold(ink, item.label)
  const whole = { x: 0, y: 0, width: page.widthPixels, height: page.heightPixels }
  return words.map((word) => ({ ...word, box: meetBoxes(word.box, whole) }))
}

const itemOf = (
  line: Item,
  { text, place, box, polygon }: CutWord,
  { id, script }: { id: string; script: string },
): Item => {
  const reading = { status: line.status, label: text, confidence: line.confidence }
  return {
    ...line,
    ...reading,
    id,
    stage: stageOf(reading, { kind: line.kind, script, ...shapeOf(line, box) }),
    level: 'word',
    region: `${line.region}/word-${place + 1}`,
    box,
    polygon,
    pictureId: null,
    lineId: line.id,
    place,
  }
}

// A dot is as wide as it is high, and only beside its line is it seen to be no word.
const shapeOf = ({ box: whole, polygon }: Item, box: Box): Pick<Item, 'box' | 'polygon'> => {
  const lineHeight = polygon ? areaWithin(polygon) / whole.width : whole.height
  return { box: { ...box, height: Math.max(box.height, lineHeight) }, polygon: null }
}
