/**
 * One line of a file, found with patterns instead of the readers under test; `page` is the number of its page in
 * the file, from 0.
 */
export type PlainRegion = {
  page: number
  id: string
  text: string
  words: { id: string; text: string }[]
}

type Attributes = Record<string, string>

/** Reads the lines of an ALTO, PAGE or hOCR file, each with its words, with patterns. */
export function readPlainly(bytes: Buffer): PlainRegion[] {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = bytes.toString(isWide ? 'utf16le' : 'utf8').replace(/^\ufeff/, '')
  if (/<(\w+:)?alto[\s>]/.test(text)) return readAltoPlainly(withoutPrefixes(text))
  if (/<(\w+:)?PcGts[\s>]/.test(text)) return readPagePlainly(withoutPrefixes(text))
  return readHocrPlainly(text)
}

function withoutPrefixes(xml: string): string {
  return xml.replace(/<!--[\s\S]*?-->/g, '').replace(/<(\/?)\w+:(?=\w)/g, '<$1')
}

function attributesOf(tag: string): Attributes {
  return Object.fromEntries(
    [...tag.matchAll(/([\w:]+)\s*=\s*("[^"]*"|'[^']*')/g)].map(([, name = '', value = '']) => [
      name,
      decodeEntities(value.slice(1, -1)),
    ]),
  )
}

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
  shy: '',
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|quot|apos|amp|shy));/gi,
    (_, hex, digits, name) => {
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
      return digits ? String.fromCodePoint(Number(digits)) : (named[name] ?? '')
    },
  )
}

/** A text for comparison: composed, on one line, without invisible characters. */
export function plainText(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u200e\u200f\ufeff]/g, '')
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

// An element without an id has its number instead, counted on each page.
function readAltoPlainly(xml: string): PlainRegion[] {
  return xml
    .split(/(?=<Page\b)/)
    .slice(1)
    .flatMap((xmlOfPage, page) =>
      elementsOf(xmlOfPage, 'TextLine').map(({ attributes, body }, line) => {
        const lineId = attributes['ID'] ?? `line-${line + 1}`
        const words = [...body.matchAll(/<String\b[^>]*>/g)].map(([tag], word) => {
          const { ID: id = `${lineId}/word-${word + 1}`, CONTENT: text = '' } = attributesOf(tag)
          return { id, text: plainText(text) }
        })
        return { page, id: lineId, text: words.map(({ text }) => text).join(' '), words }
      }),
    )
}

function readPagePlainly(xml: string): PlainRegion[] {
  return elementsOf(xml, 'TextLine').map(({ attributes, body }) => ({
    page: 0,
    id: attributes['id'] ?? '',
    text: bestText(body.replace(/<Word\b[\s\S]*<\/Word>/g, '')),
    words: elementsOf(body, 'Word').map((word) => ({
      id: word.attributes['id'] ?? '',
      text: bestText(word.body.replace(/<Glyph\b[\s\S]*<\/Glyph>/g, '')),
    })),
  }))
}

function bestText(body: string): string {
  const readings = elementsOf(body, 'TextEquiv').map((equiv) => ({
    index: Number(equiv.attributes['index'] ?? 0),
    text: /<Unicode>([\s\S]*?)<\/Unicode>/.exec(equiv.body)?.[1] ?? '',
  }))
  const [best] = readings.toSorted((a, b) => a.index - b.index)
  return plainText(decodeEntities(best?.text ?? ''))
}

function elementsOf(xml: string, name: string): { attributes: Attributes; body: string }[] {
  return [
    ...xml.matchAll(new RegExp(`<${name}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${name}>)`, 'g')),
  ].map(([, attributes = '', body = '']) => ({ attributes: attributesOf(attributes), body }))
}

// Every word begins with its class and ends before the next one; every line of these files has words.
function readHocrPlainly(html: string): PlainRegion[] {
  return html
    .split(/(?=<div[^>]*ocr_page)/)
    .slice(1)
    .flatMap((body, page) =>
      body
        .split(/(?=<span[^>]*class=["']ocr_line)/)
        .slice(1)
        .map((line, at) => {
          const id = `line-${at + 1}`
          const parts = line.split(/(?=<span[^>]*class=["']ocrx_word)/)
          const lineId = attributesOf(/^<span[^>]*>/.exec(line)?.[0] ?? '')['id'] ?? id
          const words = parts.slice(1).map((word, place) => {
            const tag = /^<span[^>]*>/.exec(word)?.[0] ?? ''
            const wordId = attributesOf(tag)['id'] ?? `${lineId}/word-${place + 1}`
            return { id: wordId, text: wordText(word.slice(tag.length), tag.endsWith('/>')) }
          })
          return { page, id: lineId, text: words.map(({ text }) => text).join(' '), words }
        }),
    )
}

function wordText(after: string, isEmpty: boolean): string {
  if (isEmpty) return ''
  const kept = after.replace(/<del\b[\s\S]*?<\/del>/g, '')
  const inside = kept.split(/<\/span>\s*(?:<span|<br|<\/|$)/)[0] ?? ''
  return plainText(
    decodeEntities(inside.replace(/<\/?(?:em|strong|ins|span|p|div|br)\b[^>]*>/g, '')),
  )
}
