import type { Polygon } from '../../../model/region.ts'
import { cleanText } from '../../../text/clean-text.ts'
import { detectPages } from './detect-xml.ts'
import type { ImportFormat } from './format.ts'
import { boxAround, parseNumber, parsePoints } from './geometry.ts'
import { indexInCustom, openOrderElement, unranked, type Rank } from './reading-order.ts'
import { gatherPage, parseConfidence, type PageGathering, type ReadTruth } from './truth.ts'
import { readXml } from './xml.ts'

type Attributes = ReadonlyMap<string, string>
type Reading = { index: number; text: string; confidence: number | null }
/** A part of the page; `other` is anything else with coordinates or text. */
type Part = {
  kind: 'line' | 'word' | 'other'
  id: string
  polygon: Polygon | null
  baseline: Polygon | null
  reading: Reading | null
  words: Part[]
  rank: Rank
}

const kindOfElement: Readonly<Record<string, Part['kind']>> = {
  TextLine: 'line',
  Word: 'word',
  Glyph: 'other',
  Border: 'other',
  PrintSpace: 'other',
  Grapheme: 'other',
  TextStyle: 'other',
}

/** PAGE XML: lines and words of one page, as transcription tools write it. */
export const pageXml: ImportFormat = {
  name: 'PAGE',
  countsPixels: true,
  detect: (file) => (file.root() === 'PcGts' ? detectPages('PAGE', file) : null),
  read: (bytes) => readPage(bytes),
}

/** Reads PAGE 2010 to 2019, whatever its namespace or prefix, in the pixels of its page. */
export const readPage: ReadTruth = (bytes) => {
  const gathering = gatherPage()
  const parts = openParts((line) => gatherLine(line, gathering))
  let page: Attributes | null = null
  let isPage = false

  const open = (name: string, attributes: Attributes): boolean => {
    if (name === 'PcGts') isPage = true
    if (name === 'Page') page ??= attributes
    parts.open(name, attributes)
    return isPage
  }
  const fault = readXml(bytes, { open, close: parts.close })
  if (fault) return fault
  if (!isPage) return { fault: 'its root element is not PcGts' }
  const attribute = (name: string): string | undefined => page?.get(name)
  return {
    format: 'PAGE',
    pictureNames: [attribute('imageFilename')?.trim() ?? ''].filter((name) => name !== ''),
    pages: [
      {
        widthUnits: parseNumber(attribute('imageWidth')),
        heightUnits: parseNumber(attribute('imageHeight')),
        pictureNumber: null,
        ...gathering.finish(),
      },
    ],
  }
}

function openParts(finishLine: (line: Part) => void) {
  const stack: Part[] = []
  let points: string[] | null = null
  let equiv: { index: number; confidence: number | null } | null = null
  const order = openOrderElement()
  let parts = 0

  const open = (name: string, attributes: Attributes): void => {
    const kind = kindOf(name)
    order.open(name, attributes)
    if (kind) {
      const id = attributes.get('id') ?? ''
      const named = kind === 'other' ? order.placeOf(id) : unranked
      const above = named === unranked ? (stack.at(-1)?.rank ?? [unranked]) : [named]
      const rank = [...above, indexInCustom(attributes.get('custom')), parts++]
      stack.push({ ...emptyPart, kind, id, words: [], rank })
    }
    const part = stack.at(-1)
    if (name === 'Coords') {
      points = []
      if (part) part.polygon ??= parsePoints(attributes.get('points'))
    }
    if (name === 'Baseline' && part) part.baseline ??= parsePoints(attributes.get('points'))
    if (name === 'Point') points?.push(`${attributes.get('x')},${attributes.get('y')}`)
    if (name === 'TextEquiv') equiv = equivOf(attributes)
  }
  const close = (name: string, text: string): void => {
    order.close(name)
    const part = stack.at(-1)
    if (name === 'Coords' && points && part) {
      part.polygon ??= parsePoints(points.join(' '))
      points = null
    }
    if (name === 'Unicode' && equiv && part) {
      // The best reading is the first with the lowest index.
      if (!part.reading || equiv.index < part.reading.index) part.reading = { ...equiv, text }
    }
    if (name === 'TextEquiv') equiv = null
    if (!kindOf(name)) return
    stack.pop()
    if (part?.kind === 'word') stack.findLast(({ kind }) => kind === 'line')?.words.push(part)
    if (part?.kind === 'line') finishLine(part)
  }
  return { open, close }
}

const emptyPart = { polygon: null, baseline: null, reading: null } as const

function kindOf(name: string): Part['kind'] | null {
  return kindOfElement[name] ?? (name.endsWith('Region') ? 'other' : null)
}

function equivOf(attributes: Attributes) {
  return {
    index: parseNumber(attributes.get('index')) ?? 0,
    confidence: parseConfidence(attributes.get('conf')),
  }
}

function gatherLine(line: Part, gathering: PageGathering): void {
  const use = useOfWords(line)
  if (use === 'stale') gathering.skip('stale_words')
  if (use !== 'words') {
    gathering.add({ level: 'line', id: line.id, rank: line.rank, ...bodyOf(line) })
    return
  }
  for (const [place, word] of line.words.entries()) {
    const id = word.id === '' ? `${line.id}/word-${place + 1}` : word.id
    const body = bodyOf(word)
    const confidence = body.confidence ?? line.reading?.confidence ?? null
    gathering.add({ level: 'word', id, rank: word.rank, ...body, confidence })
  }
}

/**
 * Words are of use only if they say what their line says: when a line is corrected by hand, some programs
 * leave the machine's words below it unchanged.
 */
function useOfWords({ words, reading }: Part): 'words' | 'line' | 'stale' {
  if (words.length === 0 || words.some(({ polygon }) => !polygon)) return 'line'
  const wordLetters = lettersOf(words.map((word) => word.reading?.text ?? '').join(''))
  const lineLetters = lettersOf(reading?.text ?? '')
  if (wordLetters === '') return lineLetters === '' ? 'words' : 'line'
  return lineLetters === '' || lineLetters === wordLetters ? 'words' : 'stale'
}

function lettersOf(text: string): string {
  return (cleanText(text) ?? '').replaceAll(' ', '')
}

function bodyOf({ polygon, baseline, reading }: Part) {
  return {
    box: polygon && boxAround(polygon),
    polygon,
    baseline,
    text: cleanText(reading?.text ?? ''),
    confidence: reading?.confidence ?? null,
    isHyphenated: false,
  }
}
