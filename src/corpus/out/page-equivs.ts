import { bestEquiv, textOfPart, type PagePart } from './page-slots.ts'
import { editAttributes, escapeAttribute, escapeXml, insertInto, type Edit } from './splice.ts'
import { confidenceText } from './stamp.ts'

/** The year of the schema. */
export type PageVersion = number

/** The text that a part is to have. */
export type NewText = {
  value: string
  confidence: number | null
  doubt: string | null
  version: PageVersion
}

/** Up to 2013 a part has one text. */
export const isOneEquiv = (version: PageVersion): boolean => version < 2016

/** Gives a part of the page a text; the old one stays behind it where the version has room for it. */
export const editEquivs = (text: string, part: PagePart, wanted: NewText): Edit[] => {
  const best = bestEquiv(part)
  const isSame = textOfPart(part) === wanted.value
  if (best && (isOneEquiv(wanted.version) || isSame)) return editInPlace(text, part, wanted)
  const { prefix } = part.place
  const equiv = equivOf(prefix, wanted, part.equivs.length > 0)
  const [first] = part.equivs
  if (!first) {
    const before = part.equivBefore === null ? {} : { before: part.equivBefore }
    return [insertInto(text, part.place, { inner: equiv, ...before })]
  }
  // The new text is 0, and each of the others one more than it was.
  const behind = part.equivs.flatMap(({ place, index }) =>
    editAttributes(text, place, { index: String(index + 1) }),
  )
  return [{ start: first.place.start, end: first.place.start, text: equiv }, ...behind]
}

const editInPlace = (text: string, part: PagePart, wanted: NewText): Edit[] => {
  const best = bestEquiv(part)
  if (!best?.unicode) return []
  const { place } = best.unicode
  const isSame = best.unicode.text === wanted.value
  const value = escapeXml(wanted.value)
  const edits = isSame ? [] : [fill(text, { place, value })]
  if (!isSame && best.plain) edits.push(fill(text, { place: best.plain, value }))
  const attributes = attributesOf(wanted)
  return [...edits, ...editAttributes(text, best.place, attributes)]
}

const fill = (text: string, { place, value }: { place: PagePart['place']; value: string }): Edit =>
  place.isOneTag
    ? insertInto(text, place, { inner: value })
    : { start: place.openEnd, end: place.closeStart, text: value }

const attributesOf = ({ confidence, doubt, version }: NewText): Record<string, string> => ({
  ...(confidence === null || version < 2013 ? {} : { conf: confidenceText(confidence) }),
  ...(doubt === null || isOneEquiv(version) ? {} : { comments: doubt }),
})

const equivOf = (prefix: string, wanted: NewText, isOneOfSeveral: boolean): string => {
  const { version, value } = wanted
  const values = {
    ...(isOneOfSeveral && !isOneEquiv(version) ? { index: '0' } : {}),
    ...attributesOf(wanted),
  }
  const attributes = Object.entries(values).map(([name, of]) => ` ${name}="${escapeAttribute(of)}"`)
  const written = escapeXml(value)
  // Schemas of 2010 ask for the plain text as well.
  const plain = version < 2013 ? `<${prefix}PlainText>${written}</${prefix}PlainText>` : ''
  const unicode = `<${prefix}Unicode>${written}</${prefix}Unicode>`
  return `<${prefix}TextEquiv${attributes.join('')}>${plain}${unicode}</${prefix}TextEquiv>`
}
