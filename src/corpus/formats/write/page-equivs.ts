import type { Alternative } from '../../../model/reading.ts'
import { bestEquiv, textOfPart, type PagePart } from './page-slots.ts'
import { editAttributes, escapeAttribute, escapeXml, insertInto, type Edit } from './splice.ts'
import { confidenceText } from './stamp.ts'

/** The year of the schema. */
export type PageVersion = number

/** The new text of a part. */
export type NewText = {
  value: string
  confidence: number | null
  doubt: string | null
  alternatives: readonly Alternative[]
  version: PageVersion
}

/** Schemas up to 2013 allow a part only one text. */
export function isOneEquiv(version: PageVersion): boolean {
  return version < 2016
}

/**
 * Gives a part of the page a text. If the version allows it, the old text stays after it, followed by what
 * else visitors read.
 */
export function editEquivs(text: string, part: PagePart, wanted: NewText): Edit[] {
  const best = bestEquiv(part)
  const others = alternativesFor(part, wanted)
  if (best && (isOneEquiv(wanted.version) || textOfPart(part) === wanted.value)) {
    const index = others.length > 0 ? { index: String(best.index) } : {}
    const behind = alternativeEquivs(part, others, { shift: 0, wanted })
    return [...editInPlace(text, part, { wanted, attributes: index }), ...behind]
  }
  const equiv = equivOf(part.place.prefix, wanted, {
    ...(part.equivs.length + others.length > 0 && !isOneEquiv(wanted.version)
      ? { index: '0' }
      : {}),
    ...attributesOf(wanted),
  })
  const [first] = part.equivs
  if (!first) {
    const before = part.equivBefore === null ? {} : { before: part.equivBefore }
    const written = others.map((other, n) => alternativeOf(part, other, { index: n + 1, wanted }))
    return [insertInto(text, part.place, { inner: [equiv, ...written].join(''), ...before })]
  }
  // The new text gets index 0, and each of the others moves up by one.
  const moved = part.equivs.flatMap(({ place, index }) =>
    editAttributes(text, place, { index: String(index + 1) }),
  )
  const behind = alternativeEquivs(part, others, { shift: 1, wanted })
  return [{ start: first.place.start, end: first.place.start, text: equiv }, ...moved, ...behind]
}

function alternativesFor(part: PagePart, { value, alternatives, version }: NewText) {
  if (isOneEquiv(version)) return []
  const there = new Set([value, ...part.equivs.map(({ unicode }) => unicode?.text ?? '')])
  return alternatives.filter(({ text }) => !there.has(text))
}

function alternativeEquivs(
  part: PagePart,
  others: readonly Alternative[],
  { shift, wanted }: { shift: number; wanted: NewText },
): Edit[] {
  const last = part.equivs.at(-1)
  if (!last || others.length === 0) return []
  const from = Math.max(...part.equivs.map(({ index }) => index)) + shift + 1
  const written = others.map((other, n) => alternativeOf(part, other, { index: from + n, wanted }))
  return [{ start: last.place.end, end: last.place.end, text: written.join('') }]
}

function alternativeOf(
  { place }: PagePart,
  { text: value, confidence }: Alternative,
  { index, wanted }: { index: number; wanted: NewText },
): string {
  const attributes = { index: String(index), conf: confidenceText(confidence) }
  return equivOf(place.prefix, { ...wanted, value }, { ...attributes, comments: alsoRead })
}

const alsoRead = 'Incipit: also read'

function editInPlace(
  text: string,
  part: PagePart,
  { wanted, attributes }: { wanted: NewText; attributes: Record<string, string> },
): Edit[] {
  const best = bestEquiv(part)
  if (!best?.unicode) return []
  const { place } = best.unicode
  const isSame = best.unicode.text === wanted.value
  const value = escapeXml(wanted.value)
  const edits = isSame ? [] : [fill(text, { place, value })]
  if (!isSame && best.plain) edits.push(fill(text, { place: best.plain, value }))
  const all = { ...attributes, ...attributesOf(wanted) }
  return [...edits, ...editAttributes(text, best.place, all)]
}

function fill(text: string, { place, value }: { place: PagePart['place']; value: string }): Edit {
  return place.isOneTag
    ? insertInto(text, place, { inner: value })
    : { start: place.openEnd, end: place.closeStart, text: value }
}

function attributesOf({ confidence, doubt, version }: NewText): Record<string, string> {
  return {
    ...(confidence === null || version < 2013 ? {} : { conf: confidenceText(confidence) }),
    ...(doubt === null || isOneEquiv(version) ? {} : { comments: doubt }),
  }
}

function equivOf(
  prefix: string,
  { version, value }: NewText,
  values: Readonly<Record<string, string>>,
): string {
  const attributes = Object.entries(values).map(([name, of]) => ` ${name}="${escapeAttribute(of)}"`)
  const written = escapeXml(value)
  // Schemas of 2010 require the plain text as well.
  const plain = version < 2013 ? `<${prefix}PlainText>${written}</${prefix}PlainText>` : ''
  const unicode = `<${prefix}Unicode>${written}</${prefix}Unicode>`
  return `<${prefix}TextEquiv${attributes.join('')}>${plain}${unicode}</${prefix}TextEquiv>`
}
