import { cleanText } from '../../../text/clean-text.ts'
import type { Fault } from './encoding.ts'
import type { ImportFormat } from './format.ts'
import { parseNumber } from './geometry.ts'
import { walkHocr, type HocrPart } from './hocr-elements.ts'
import {
  boxOfProperties,
  confidenceOfProperties,
  shapeOfProperties,
  type HocrProperties,
  type HocrRole,
} from './hocr-title.ts'
import { gatherPage, type PageGathering, type ReadTruth, type TruthPage } from './truth.ts'

type Part = HocrPart & { text: string }
type Line = Part & { words: number; first: Part | null }
type FoundPage = { properties: HocrProperties; gathering: PageGathering; lines: number }

const pagesMax = 10_000
/** Of a line or word before cleaning; a longer one is too long for any item even when cleaned. */
const partCharsMax = 10_000

/** hOCR: the pages of a text recognition as HTML. */
export const hocr: ImportFormat = {
  name: 'hOCR',
  countsPixels: true,
  isRecognised: true,
  detect: ({ isHtml, bytes }) => {
    if (!isHtml) return null
    const pages = readHocrNames(bytes)
    if (!('fault' in pages))
      return { is: 'truth', format: 'hOCR', pictureNames: pages.flat(), pages }
    if (!Buffer.from(bytes).includes('ocr_page')) return null
    return { is: 'nothing', code: 'hocr_broken', detail: pages.fault }
  },
  read: (bytes) => readHocr(bytes),
}

/**
 * Reads hOCR, the pages of a file one after the other, in the pixels of their pictures. It is read as HTML,
 * which it often breaks the rules of: only classes say what is a page, a line or a word.
 */
export const readHocr: ReadTruth = (bytes) => {
  const { pages, open, close, addText } = openParts()
  const fault = walkHocr(bytes, {
    open: (role, part) => {
      open[role](part)
      return pages.length <= pagesMax
    },
    close,
    text: addText,
  })
  close('page')
  return fault ?? toTruth(pages)
}

/** The names that each page of an hOCR file gives its picture; cheaper than reading the pages. */
export function readHocrNames(bytes: Uint8Array): string[][] | Fault {
  const pages: string[][] = []
  const fault = walkHocr(bytes, {
    open: (role, { properties }) => {
      if (role === 'page') pages.push(pictureNamesOf(properties))
      return pages.length <= pagesMax
    },
    close: () => undefined,
    text: () => undefined,
  })
  return fault ?? faultOfPages(pages) ?? pages
}

// A page, line or word that begins ends the one before, so an element that is never closed does no harm.
function openParts() {
  const pages: FoundPage[] = []
  let line: Line | null = null
  let word: Part | null = null

  const closeWord = (): void => {
    const closed = word
    word = null
    const page = pages.at(-1)
    if (!closed || !page) return
    if (!line) addWord(closed, { page, line: null, place: 1, isAlone: false })
    else if (line.words === 0) line.first = closed
    else {
      addFirst(line, page, false)
      addWord(closed, { page, line, place: line.words + 1, isAlone: false })
    }
    if (line) line.words += 1
  }
  const closeLine = (): void => {
    closeWord()
    const page = pages.at(-1)
    if (line && page) addLine(line, page)
    line = null
  }
  const open: Readonly<Record<HocrRole, (part: HocrPart) => void>> = {
    page: ({ properties }) => {
      closeLine()
      pages.push({ properties, gathering: gatherPage(), lines: 0 })
    },
    area: closeLine,
    line: (part) => {
      closeLine()
      const page = pages.at(-1)
      if (page) page.lines += 1
      line = { ...part, text: '', words: 0, first: null }
    },
    word: (part) => {
      closeWord()
      word = { ...part, text: '' }
    },
  }
  return {
    pages,
    open,
    close: (role: HocrRole): void => (role === 'word' ? closeWord() : closeLine()),
    addText: (text: string): void => {
      const holder = word ?? line
      if (holder && holder.text.length < partCharsMax) holder.text += text.slice(0, partCharsMax)
    },
  }
}

function faultOfPages({ length }: readonly unknown[]): Fault | null {
  if (length === 0) return { fault: 'no element of the class ocr_page is in it' }
  return length > pagesMax ? { fault: `it has more than ${pagesMax} pages` } : null
}

function toTruth(pages: readonly FoundPage[]): ReturnType<ReadTruth> {
  const fault = faultOfPages(pages)
  if (fault) return fault
  const truthPages = pages.map(toPage)
  return {
    format: 'hOCR',
    pictureNames: truthPages.flatMap(({ pictureNames = [] }) => pictureNames),
    pages: truthPages,
  }
}

function toPage({ properties, gathering }: FoundPage): TruthPage {
  const box = boxOfProperties(properties)
  const size = {
    widthUnits: box ? box.x + box.width : null,
    heightUnits: box ? box.y + box.height : null,
  }
  const pictureNames = pictureNamesOf(properties)
  const pictureNumber = parseNumber(properties.get('ppageno'))
  return { pictureNames, ...size, pictureNumber, ...gathering.finish() }
}

function pictureNamesOf(properties: HocrProperties): string[] {
  return [properties.get('image'), properties.get('x_source')]
    .map((name) => unquote(name ?? ''))
    .filter((name) => name !== '')
}

function unquote(name: string): string {
  return name.replace(/^(["'])(.*)\1$/s, '$2').trim()
}

function addLine(line: Line, page: FoundPage): void {
  addFirst(line, page, true)
  if (line.words > 0) return
  const id = line.id || `line-${page.lines}`
  page.gathering.add({ level: 'line', id, ...bodyOf(line, null) })
}

// The first word of a line is held until we know whether it is the only one.
function addFirst(line: Line, page: FoundPage, isAlone: boolean): void {
  const { first } = line
  line.first = null
  if (first) addWord(first, { page, line, place: 1, isAlone })
}

type WordPlace = { page: FoundPage; line: Line | null; place: number; isAlone: boolean }

function addWord(word: Part, { page, line, place, isAlone }: WordPlace): void {
  const lineId = line && (line.id || `line-${page.lines}`)
  const id = word.id || (lineId ? `${lineId}/word-${place}` : '')
  const body = bodyOf(word, line)
  const isLine = isAlone && body.text?.includes(' ')
  page.gathering.add({ level: isLine ? 'line' : 'word', id, ...body })
}

// Words without a confidence take that of their line. A soft hyphen at the end is a printed hyphen.
function bodyOf(part: Part, line: Part | null) {
  return {
    ...shapeOfProperties(part.properties),
    text: cleanText(part.text),
    confidence:
      confidenceOfProperties(part.properties) ?? (line && confidenceOfProperties(line.properties)),
    isHyphenated: /\u00ad\s*$/.test(part.text),
    rank: [],
  }
}
