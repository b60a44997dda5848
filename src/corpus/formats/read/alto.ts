import type { Box, Polygon } from '../../../model/region.ts'
import { cleanText } from '../../../text/clean-text.ts'
import { detectPages } from './detect-xml.ts'
import type { ImportFormat } from './format.ts'
import { boxAround, parseNumber, parsePoints } from './geometry.ts'
import { openOrderElement, type OrderElement, type Rank } from './reading-order.ts'
import { gatherPage, parseConfidence, type ReadTruth, type TruthPage } from './truth.ts'
import { readXml } from './xml.ts'

type Attributes = ReadonlyMap<string, string>
type FoundString = { attributes: Attributes; polygon: Polygon | null }
type FoundLine = FoundString & { strings: FoundString[]; rank: Rank }
type FoundPage = { attributes: Attributes; lines: FoundLine[] }

/** ALTO: words and lines of pages, from digitisation and text recognition. */
export const alto: ImportFormat = {
  name: 'ALTO',
  detect: (file) => (file.root() === 'alto' ? detectPages('ALTO', file) : null),
  read: (bytes) => readAlto(bytes),
}

/** Reads ALTO 1 to 4, whatever its namespace or prefix. Regions stay in the units of their page. */
export const readAlto: ReadTruth = (bytes) => {
  const names = { fileName: '', fileIdentifier: '' }
  const pages: FoundPage[] = []
  let isAlto = false
  let line: FoundLine | null = null
  let string: FoundString | null = null
  let glyphs = 0
  const order = openOrderElement()
  const blocks: string[] = []

  const open = (name: string, attributes: Attributes): boolean => {
    if (name === 'alto') isAlto = true
    order.open(name, attributes)
    if (name === 'Page') pages.push({ attributes, lines: [] })
    if (isBlock(name)) blocks.push(attributes.get('ID') ?? '')
    if (name === 'TextLine') {
      const ids = [...blocks, attributes.get('ID') ?? '']
      line = { attributes, polygon: null, strings: [], rank: rankOf(ids, order) }
      pages.at(-1)?.lines.push(line)
    }
    if (name === 'String') {
      string = { attributes, polygon: null }
      line?.strings.push(string)
    }
    if (name === 'Glyph') glyphs += 1
    const holder = string ?? line
    if (name === 'Polygon' && holder && glyphs === 0)
      holder.polygon = parsePoints(attributes.get('POINTS'))
    return isAlto
  }
  const close = (name: string, text: string): void => {
    order.close(name)
    if (isBlock(name)) blocks.pop()
    if (name === 'TextLine') line = null
    if (name === 'String') string = null
    if (name === 'Glyph') glyphs -= 1
    if (name === 'fileName' || name === 'fileIdentifier') names[name] ||= text.trim()
  }

  const fault = readXml(bytes, { open, close })
  if (fault) return fault
  if (!isAlto) return { fault: 'its root element is not alto' }
  const hasWords = pages.some((page) => page.lines.some((of) => of.strings.length > 1))
  return {
    format: 'ALTO',
    pictureNames: [names.fileName, names.fileIdentifier].filter((name) => name !== ''),
    pages: pages.map((page) => toPage(page, hasWords)),
  }
}

function isBlock(name: string): boolean {
  return name === 'TextBlock' || name === 'ComposedBlock'
}

// The order names blocks or lines; what is named nowhere comes after what is named.
function rankOf(ids: readonly string[], { placeOf }: OrderElement): Rank {
  return [Math.min(...ids.map(placeOf))]
}

// A file with one String in every line is a file of lines: its Strings are not words.
function toPage({ attributes, lines }: FoundPage, hasWords: boolean): TruthPage {
  const gathering = gatherPage()
  for (const [place, line] of lines.entries()) {
    const lineId = line.attributes.get('ID') ?? `line-${place + 1}`
    if (!hasWords || line.strings.length === 0) {
      gathering.add({ level: 'line', id: lineId, rank: line.rank, ...lineBody(line) })
      continue
    }
    for (const [word, string] of line.strings.entries()) {
      const id = string.attributes.get('ID') ?? `${lineId}/word-${word + 1}`
      const body = stringBody(string)
      const isLine = line.strings.length === 1 && body.text?.includes(' ')
      gathering.add({ level: isLine ? 'line' : 'word', id, rank: line.rank, ...body })
    }
  }
  return {
    widthUnits: parseNumber(attributes.get('WIDTH')),
    heightUnits: parseNumber(attributes.get('HEIGHT')),
    pictureNumber: parseNumber(attributes.get('PHYSICAL_IMG_NR')),
    ...gathering.finish(),
  }
}

function stringBody({ attributes, polygon }: FoundString) {
  return {
    box: boxOf({ attributes, polygon }),
    polygon,
    text: cleanText(attributes.get('CONTENT') ?? ''),
    confidence: parseConfidence(attributes.get('WC')),
    isHyphenated: attributes.get('SUBS_TYPE')?.startsWith('HypPart') ?? false,
  }
}

function lineBody(line: FoundLine) {
  const [string] = line.strings
  const { text, confidence, isHyphenated } = stringBody(string ?? noString)
  const box = boxOf(line) ?? (string ? boxOf(string) : null)
  const baseline = baselineOf(line.attributes.get('BASELINE'), box)
  return { box, polygon: line.polygon, baseline, text, confidence, isHyphenated }
}

// Up to ALTO 3 a baseline is one height, since ALTO 4 it may be a list of points.
function baselineOf(text: string | undefined, box: Box | null): Polygon | null {
  const y = parseNumber(text)
  if (y === null || !box) return parsePoints(text)
  return [
    { x: box.x, y },
    { x: box.x + box.width, y },
  ]
}

const noString: FoundString = { attributes: new Map(), polygon: null }

function boxOf({ attributes, polygon }: FoundString): Box | null {
  const x = parseNumber(attributes.get('HPOS'))
  const y = parseNumber(attributes.get('VPOS'))
  const width = parseNumber(attributes.get('WIDTH'))
  const height = parseNumber(attributes.get('HEIGHT'))
  if (x !== null && y !== null && width !== null && height !== null) return { x, y, width, height }
  return polygon && boxAround(polygon)
}
