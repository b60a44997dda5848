import type { ItemLevel } from '../../../model/item.ts'
import { boxOf, type Box } from '../../../model/region.ts'
import type { Alternative, ReadItem } from '../../../model/reading.ts'
import { doubtOf, isExported, type Choice } from './choice.ts'
import { pictureShapeOf } from './picture-shape.ts'

/** The change to the text of one region of a document. */
export type RegionText = {
  /** Its name in the document; null if the item was read from another file of the same picture. */
  region: string | null
  level: ItemLevel
  /** Where the item is on its picture, so that regions of one name are told apart; null if it has no place. */
  place: { box: Box; widthPixels: number; heightPixels: number } | null
  /** The new text; null if it cannot be made from the old one. */
  change: (old: string) => string | null
  /** From 0 to 1; null for a line of which only words were read. */
  confidence: number | null
  /** The remark on a reading that is not accepted. */
  doubt: string | null
  /** Other readings of it that are worth a look, the likeliest first. */
  alternatives: readonly Alternative[]
  /** How many readings are in it. */
  readings: number
}

/**
 * The new texts of a document's regions. Words that were cut out of a line come back as one text of the line;
 * words that nobody read stay as before.
 */
export function regionTextsOf(
  path: string,
  items: readonly ReadItem[],
  choice: Choice,
): RegionText[] {
  const byId = new Map(items.map((read) => [read.item.id, read]))
  const texts: RegionText[] = []
  const cuts = new Map<string, ReadItem[]>()
  for (const read of items) {
    if (!isExported(read, choice) || !read.reading) continue
    const { lineId } = read.item
    if (lineId === null) texts.push(wholeText(path, read, doubtOf(read.reading, choice)))
    else cuts.set(lineId, [...(cuts.get(lineId) ?? []), read])
  }
  for (const [lineId, words] of cuts) {
    const line = byId.get(lineId)
    // A line that was read as a whole no longer needs its words.
    if (line && !isExported(line, choice)) texts.push(lineText(path, line, { words, choice }))
  }
  return texts
}

function placeOf(path: string, { item, extent }: ReadItem) {
  const { level, regionName } = item
  const at = pictureShapeOf(item.region, extent)
  return {
    region: regionName.startsWith(`${path}#`) ? regionName.slice(path.length + 1) : null,
    level,
    place: at && { box: at.shape.box, ...at.size },
  }
}

function wholeText(path: string, read: ReadItem, doubt: string | null): RegionText {
  return {
    ...placeOf(path, read),
    change: () => read.reading?.text ?? null,
    confidence: read.reading?.confidence ?? null,
    doubt,
    alternatives: (read.reading?.alternatives ?? []).filter(isWorthALook).slice(0, alternativesMax),
    readings: 1,
  }
}

const alternativesMax = 3
const alternativeConfidenceMin = 0.01

function isWorthALook({ confidence }: Alternative): boolean {
  return confidence >= alternativeConfidenceMin
}

function lineText(
  path: string,
  line: ReadItem,
  { words, choice }: { words: readonly ReadItem[]; choice: Choice },
): RegionText {
  const readings = words.flatMap(({ reading }) => reading ?? [])
  const doubts = readings.map((reading) => doubtOf(reading, choice))
  return {
    ...placeOf(path, line),
    change: (old) => mergeWords(old, wordsIn(line, words)),
    confidence: null,
    doubt: doubts.find((doubt) => doubt !== null) ?? null,
    alternatives: [],
    readings: words.length,
  }
}

/** Stands for words of a line that nobody has read. */
const gap = '[…]'

/** The words of a line that were read, by place; `goesOn` if the line continues after the last one. */
export type LineWords = { byPlace: ReadonlyMap<number, string>; goesOn: boolean }

/** The words of a line that were read. Lines without a text are cut only if they run from left to right. */
export function wordsIn({ item: line }: ReadItem, words: readonly ReadItem[]): LineWords {
  return {
    byPlace: new Map(words.map(({ item, reading }) => [item.place ?? -1, reading?.text ?? ''])),
    goesOn: goesOnBehind(
      boxOf(line.region),
      words.flatMap(({ item }) => boxOf(item.region) ?? []),
    ),
  }
}

// Where nothing tells where it ends, nothing tells that it ends with the last word.
function goesOnBehind(line: Box | null, words: readonly Box[]): boolean {
  if (!line) return true
  const rest = line.x + line.width - Math.max(...words.map(({ x, width }) => x + width))
  return rest > Math.max(...words.map(({ height }) => height))
}

/**
 * Puts words into their places in a line; null if the line has no such places. In a line that had no text
 * before, what lies between and after them becomes a gap.
 */
export function mergeWords(old: string, { byPlace, goesOn }: LineWords): string | null {
  if (old.trim() === '') return joinWords(byPlace) + (goesOn ? ` ${gap}` : '')
  const tokens = old.split(/(\s+)/u)
  const places = tokens.flatMap((token, at) => (token.trim() === '' ? [] : [at]))
  for (const [place, word] of byPlace) {
    const at = places[place]
    if (at === undefined) return null
    tokens[at] = word
  }
  return tokens.join('')
}

function joinWords(words: ReadonlyMap<number, string>): string {
  const parts: string[] = []
  let next = 0
  for (const [place, word] of [...words].toSorted(([a], [b]) => a - b)) {
    if (place > next) parts.push(gap)
    parts.push(word)
    next = place + 1
  }
  return parts.join(' ')
}
