import { cleanText } from '../model/clean-text.ts'
import { decodeHtml } from './encoding.ts'
import { parseNumber } from './geometry.ts'
import {
  boxOfProperties,
  confidenceOfProperties,
  propertiesOf,
  roleOfClasses,
  shapeOfProperties,
  type HocrProperties,
  type HocrRole,
} from './hocr-title.ts'
import { readHtml } from './html.ts'
import { gatherPage, type PageGathering, type ReadTruth, type TruthPage } from './truth.ts'

type Part = { id: string; properties: HocrProperties; text: string }
type Line = Part & { words: Part[] }
type FoundPage = { properties: HocrProperties; gathering: PageGathering; lines: number }

const pagesMax = 10_000

/**
 * Reads hOCR, the pages of a file one after the other, in the pixels of their pictures. It is read as the
 * HTML that it often fails to be: what a page, a line and a word are is told by their classes alone.
 */
export const readHocr: ReadTruth = (bytes) => {
  const decoded = decodeHtml(bytes)
  if ('fault' in decoded) return decoded
  const parts = openParts()
  let replaced = 0
  const fault = readHtml(decoded.text, {
    open: (name, attributes) => {
      if (name === 'del') replaced += 1
      if (name === 'br') parts.addText(' ')
      const role = roleOfClasses(attributes.get('class'))
      if (!role) return true
      const properties = propertiesOf(attributes.get('title'))
      parts.open[role]({ id: attributes.get('id') ?? '', properties, text: '' })
      return parts.pages.length <= pagesMax
    },
    close: (name, attributes) => {
      if (name === 'del') replaced -= 1
      const role = roleOfClasses(attributes.get('class'))
      if (role) parts.close(role)
    },
    text: (text) => {
      if (replaced === 0) parts.addText(text)
    },
  })
  parts.close('page')
  return fault ?? toTruth(parts.pages)
}

// A page, a line or a word that begins ends the one before, so that what is never closed does no harm.
const openParts = () => {
  const pages: FoundPage[] = []
  let line: Line | null = null
  let word: Part | null = null

  const closeWord = (): void => {
    const closed = word
    word = null
    const page = pages.at(-1)
    if (!closed) return
    if (line) line.words.push(closed)
    else if (page) addWord(closed, { page, line: null, place: 1 })
  }
  const closeLine = (): void => {
    closeWord()
    const page = pages.at(-1)
    if (line && page) addLine(line, page)
    line = null
  }
  const open: Readonly<Record<HocrRole, (part: Part) => void>> = {
    page: ({ properties }) => {
      closeLine()
      pages.push({ properties, gathering: gatherPage(), lines: 0 })
    },
    area: closeLine,
    line: (part) => {
      closeLine()
      line = { ...part, words: [] }
    },
    word: (part) => {
      closeWord()
      word = part
    },
  }
  return {
    pages,
    open,
    close: (role: HocrRole): void => (role === 'word' ? closeWord() : closeLine()),
    addText: (text: string): void => {
      const holder = word ?? line
      if (holder) holder.text += text
    },
  }
}

const toTruth = (pages: readonly FoundPage[]): ReturnType<ReadTruth> => {
  if (pages.length === 0) return { fault: 'no element of the class ocr_page is in it' }
  if (pages.length > pagesMax) return { fault: `it has more than ${pagesMax} pages` }
  const told = pages.map(toPage)
  return {
    format: 'hOCR',
    pictureNames: told.flatMap(({ pictureNames = [] }) => pictureNames),
    pages: told,
  }
}

const toPage = ({ properties, gathering }: FoundPage): TruthPage => {
  const box = boxOfProperties(properties)
  const size = {
    widthUnits: box ? box.x + box.width : null,
    heightUnits: box ? box.y + box.height : null,
  }
  const names = [properties.get('image'), properties.get('x_source')].map((name) =>
    unquote(name ?? ''),
  )
  const pictureNames = names.filter((name) => name !== '')
  const pictureNumber = parseNumber(properties.get('ppageno'))
  return { pictureNames, ...size, pictureNumber, ...gathering.finish() }
}

const unquote = (name: string): string => name.replace(/^(["'])(.*)\1$/s, '$2').trim()

type WordPlace = { page: FoundPage; line: Line | null; place: number }

const addLine = (line: Line, page: FoundPage): void => {
  page.lines += 1
  if (line.words.length === 0) {
    const id = line.id || `line-${page.lines}`
    page.gathering.add({ level: 'line', id, ...bodyOf(line, null) })
    return
  }
  for (const [at, word] of line.words.entries()) addWord(word, { page, line, place: at + 1 })
}

const addWord = (word: Part, { page, line, place }: WordPlace): void => {
  const lineId = line && (line.id || `line-${page.lines}`)
  const id = word.id || (lineId ? `${lineId}/word-${place}` : '')
  const body = bodyOf(word, line)
  const isLine = line?.words.length === 1 && body.text?.includes(' ')
  page.gathering.add({ level: isLine ? 'line' : 'word', id, ...body })
}

// A line's confidence is that of its words where they have none. A soft hyphen at the end is a hyphen in print.
const bodyOf = (part: Part, line: Part | null) => ({
  ...shapeOfProperties(part.properties),
  text: cleanText(part.text),
  confidence:
    confidenceOfProperties(part.properties) ?? (line && confidenceOfProperties(line.properties)),
  isHyphenated: /\u00ad\s*$/.test(part.text),
  rank: [],
})
