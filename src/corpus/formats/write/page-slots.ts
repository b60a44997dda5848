import type { Fault } from '../read/encoding.ts'
import { parseNumber } from '../read/geometry.ts'
import { cleanText } from '../../../text/clean-text.ts'
import { readPlaces, type ElementPlace } from './places.ts'
import { boxOfPoints, openNames, type TextSlot } from './slots.ts'

/** One TextEquiv of a part of the page. `unicode` is null if it has none. */
export type Equiv = {
  place: ElementPlace
  index: number
  unicode: { place: ElementPlace; text: string } | null
  plain: ElementPlace | null
}

/** A region, line or word of a PAGE file. */
export type PagePart = {
  kind: 'region' | 'line' | 'word'
  place: ElementPlace
  id: string
  equivs: Equiv[]
  /** Where a first TextEquiv may go: before the elements that must follow it; null for the end of the part. */
  equivBefore: number | null
  points: string | null
  words: PagePart[]
  lines: PagePart[]
}

/** A part that was imported under that name; `line` is the line that a word is in. */
export type PageSlot = TextSlot & { part: PagePart; line: PagePart | null; region: string }

/** What we need from a PAGE file to rewrite it. */
export type PageParts = {
  root: ElementPlace
  metadata: ElementPlace | null
  lastChange: ElementPlace | null
  comments: { place: ElementPlace; text: string } | null
  regions: PagePart[]
  slots: PageSlot[]
}

const behindEquivs = new Set(['TextStyle', 'UserDefined', 'Labels'])

function kindOf(name: string): PagePart['kind'] | 'other' | null {
  if (name === 'TextLine') return 'line'
  if (name === 'Word') return 'word'
  if (name.endsWith('Region')) return 'region'
  return ['Glyph', 'Grapheme', 'Border', 'PrintSpace'].includes(name) ? 'other' : null
}

/** Finds the lines and words of a PAGE file, with the names under which they were imported. */
export function findPageParts(text: string): PageParts | Fault {
  const found = openParts()
  const about: Omit<PageParts, 'root' | 'regions' | 'slots'> = {
    metadata: null,
    lastChange: null,
    comments: null,
  }
  let root: ElementPlace | null = null
  let page: ElementPlace | null = null
  const fault = readPlaces(text, {
    open: (place) => {
      root ??= place
      if (place.name === 'Page') page ??= place
      found.open(place)
    },
    close: (place, inner) => {
      if (page) return found.close(place, inner)
      if (place.name === 'Metadata') about.metadata = place
      if (place.name === 'LastChange') about.lastChange = place
      if (place.name === 'Comments') about.comments = { place, text: inner }
    },
  })
  if (fault) return fault
  if (!root) return { fault: 'it has no root element' }
  const { regions, lines } = found
  return { root, ...about, regions, slots: slotsOf(page, lines) }
}

function openParts() {
  const stack: (PagePart | null)[] = []
  const regions: PagePart[] = []
  const lines: PagePart[] = []
  let equiv: Equiv | null = null
  let points: string[] = []
  const above = (kind: PagePart['kind']): PagePart | null =>
    stack.findLast((part) => part?.kind === kind) ?? null
  const open = (place: ElementPlace): void => {
    const part = stack.at(-1)
    const kind = kindOf(place.name)
    if (kind) stack.push(kind === 'other' ? null : newPart(kind, place))
    if (!part) return
    if (place.name === 'Coords') {
      points = []
      part.points ??= place.attributes.get('points') ?? null
    }
    if (place.name === 'Point')
      points.push(`${place.attributes.get('x')},${place.attributes.get('y')}`)
    if (behindEquivs.has(place.name)) part.equivBefore ??= place.start
    if (place.name === 'TextEquiv') {
      const index = parseNumber(place.attributes.get('index')) ?? 0
      equiv = { place, index, unicode: null, plain: null }
    }
  }
  const close = (place: ElementPlace, text: string): void => {
    const top = stack.at(-1)
    if (place.name === 'Coords' && top && points.length > 0) top.points ??= points.join(' ')
    if (place.name === 'Unicode' && equiv) equiv.unicode ??= { place, text }
    if (place.name === 'PlainText' && equiv) equiv.plain = place
    if (place.name === 'TextEquiv') {
      if (equiv) top?.equivs.push(equiv)
      equiv = null
    }
    if (!kindOf(place.name)) return
    const part = stack.pop()
    if (part?.kind === 'word') above('line')?.words.push(part)
    if (part?.kind === 'region') regions.push(part)
    if (part?.kind !== 'line') return
    above('region')?.lines.push(part)
    lines.push(part)
  }
  return { open, close, regions, lines }
}

function newPart(kind: PagePart['kind'], place: ElementPlace): PagePart {
  return {
    kind,
    place,
    id: place.attributes.get('id') ?? '',
    equivs: [],
    equivBefore: null,
    points: null,
    words: [],
    lines: [],
  }
}

/** The reading that counts: the first with the lowest index. */
export function bestEquiv({ equivs }: PagePart): Equiv | null {
  return equivs
    .filter(({ unicode }) => unicode !== null)
    .reduce<Equiv | null>((best, one) => (best && best.index <= one.index ? best : one), null)
}

/** The text of a part; empty if it has none. */
export function textOfPart(part: PagePart): string {
  return bestEquiv(part)?.unicode?.text ?? ''
}

// Names, and what counts as words, must be as in the import: see `page.ts`.
function slotsOf(page: ElementPlace | null, lines: readonly PagePart[]): PageSlot[] {
  const nameOf = openNames()
  const widthUnits = parseNumber(page?.attributes.get('imageWidth')) ?? Number.NaN
  const heightUnits = parseNumber(page?.attributes.get('imageHeight')) ?? Number.NaN
  const slot = (part: PagePart, line: PagePart | null, region: string): PageSlot => {
    const box = boxOfPoints(part.points ?? undefined)
    const level = line ? 'word' : 'line'
    return { region, level, box, widthUnits, heightUnits, part, line }
  }
  return lines.flatMap((line) => {
    if (!isReadByWords(line)) return [slot(line, null, nameOf('line', line.id))]
    return line.words.map((word, place) => {
      const id = word.id === '' ? `${line.id}/word-${place + 1}` : word.id
      return slot(word, line, nameOf('word', id))
    })
  })
}

function isReadByWords(line: PagePart): boolean {
  const { words } = line
  if (words.length === 0 || words.some(({ points }) => boxOfPoints(points ?? undefined) === null))
    return false
  const wordLetters = lettersOf(words.map(textOfPart).join(''))
  const lineLetters = lettersOf(textOfPart(line))
  if (wordLetters === '') return lineLetters === ''
  return lineLetters === '' || lineLetters === wordLetters
}

/** The letters of a text, for comparing words with their line. */
export function lettersOf(text: string): string {
  return (cleanText(text) ?? '').replaceAll(' ', '')
}
