import type { Fault } from '../read/encoding.ts'
import { parseNumber } from '../read/geometry.ts'
import { readPlaces, type ElementPlace } from './places.ts'
import { boxOfAttributes, openNames, type TextSlot } from './slots.ts'

/** A line or String of an ALTO file; `string` is null in a line that has none. */
export type AltoSlot = TextSlot & {
  line: ElementPlace
  string: ElementPlace | null
  /** Where children of the line or String may be added: after its outline. */
  innerStart: number
  /** The line has an element of its own for its final hyphen. */
  hasHyphen: boolean
}

/** What we need from an ALTO file to rewrite it. */
export type AltoParts = {
  root: ElementPlace
  description: ElementPlace | null
  lastProcessing: ElementPlace | null
  slots: AltoSlot[]
}

type FoundString = { place: ElementPlace; innerStart: number }
type FoundLine = {
  place: ElementPlace
  innerStart: number
  strings: FoundString[]
  hasHyphen: boolean
}
type FoundPage = { place: ElementPlace; lines: FoundLine[] }

/** Finds the lines and Strings of an ALTO file, with the names under which they were imported. */
export function findAltoParts(text: string): AltoParts | Fault {
  const pages: FoundPage[] = []
  let root: ElementPlace | null = null
  let description: ElementPlace | null = null
  let lastProcessing: ElementPlace | null = null
  let line: FoundLine | null = null
  let string: FoundString | null = null
  let glyphs = 0
  const open = (place: ElementPlace): void => {
    const { name, openEnd } = place
    root ??= place
    if (name === 'Description') description ??= place
    if (name === 'Page') pages.push({ place, lines: [] })
    if (name === 'TextLine') {
      line = { place, innerStart: openEnd, strings: [], hasHyphen: false }
      pages.at(-1)?.lines.push(line)
    }
    if (name === 'String') {
      string = { place, innerStart: openEnd }
      line?.strings.push(string)
    }
    if (name === 'HYP' && line) line.hasHyphen = true
    if (name === 'Glyph') glyphs += 1
  }
  const close = (place: ElementPlace): void => {
    const { name, end } = place
    if (name === 'OCRProcessing') lastProcessing = place
    const holder = string ?? line
    if (name === 'Shape' && holder && glyphs === 0) holder.innerStart = end
    if (name === 'TextLine') line = null
    if (name === 'String') string = null
    if (name === 'Glyph') glyphs -= 1
  }
  const fault = readPlaces(text, { open, close })
  if (fault) return fault
  if (!root) return { fault: 'it has no root element' }
  const hasWords = pages.some((page) => page.lines.some((of) => of.strings.length > 1))
  const slots = pages.flatMap((page) => slotsOf(page, hasWords))
  return { root, description, lastProcessing, slots }
}

// The names must be those of the import: see `alto.ts`.
function slotsOf({ place: page, lines }: FoundPage, hasWords: boolean): AltoSlot[] {
  const nameOf = openNames()
  const widthUnits = parseNumber(page.attributes.get('WIDTH')) ?? Number.NaN
  const heightUnits = parseNumber(page.attributes.get('HEIGHT')) ?? Number.NaN
  return lines.flatMap((line, number): AltoSlot[] => {
    const lineId = line.place.attributes.get('ID') ?? `line-${number + 1}`
    const slot = (level: 'word' | 'line', id: string, string: FoundString | null): AltoSlot => {
      const holder = level === 'word' ? (string ?? line) : line
      const box = boxOfAttributes(holder.place.attributes)
      const { innerStart } = string ?? line
      const hasHyphen = line.hasHyphen && (string === null || string === line.strings.at(-1))
      const region = nameOf(level, id)
      const where = { line: line.place, string: string?.place ?? null, innerStart }
      return { region, level, box, widthUnits, heightUnits, ...where, hasHyphen }
    }
    const [first] = line.strings
    if (!hasWords || !first) return [slot('line', lineId, first ?? null)]
    return line.strings.map((string, word) => {
      const id = string.place.attributes.get('ID') ?? `${lineId}/word-${word + 1}`
      const content = string.place.attributes.get('CONTENT') ?? ''
      const isLine = line.strings.length === 1 && content.trim().includes(' ')
      return slot(isLine ? 'line' : 'word', id, string)
    })
  })
}
