import { detectEncoding, openDecoder, type Fault } from '../read/encoding.ts'
import { encodeSingleByte, singleByteOf } from '../read/single-byte.ts'
import type { ElementPlace } from './places.ts'

/** Replaces the text between two places. */
export type Edit = { start: number; end: number; text: string }

/** Applies edits to a text; all else stays as it is. Edits at one place are applied in the order given. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = []
  let at = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new Error('export: two edits meet')
    pieces.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  return pieces.join('') + text.slice(at)
}

/** A file's text, and a function that encodes it again with the same encoding and mark. */
export type FileText = { text: string; toBytes: (text: string) => Buffer }

/** Reads the text of a file so that what does not change can be written back byte for byte. */
export function readFileText(bytes: Uint8Array): FileText | Fault {
  const encoding = detectEncoding(bytes)
  if ('fault' in encoding) return encoding
  const { name, markBytes } = encoding
  const mark = Buffer.from(bytes.subarray(0, markBytes))
  try {
    const text = openDecoder(encoding)(bytes.subarray(markBytes), { isLast: true })
    const single = singleByteOf(name)
    const isAscii = /^\s*<\?xml[^>]*?encoding\s*=\s*["'](us-)?ascii["']/i.test(text.slice(0, 256))
    const encode = (changed: string): Buffer => {
      if (single) return encodeSingleByte(changed, single)
      if (name === 'utf-8') return Buffer.from(isAscii ? escapeBeyondAscii(changed) : changed)
      const little = Buffer.from(changed, 'utf16le')
      return name === 'utf-16le' ? little : little.swap16()
    }
    return { text, toBytes: (changed) => Buffer.concat([mark, encode(changed)]) }
  } catch {
    return { fault: `the bytes are not ${name.toUpperCase()}` }
  }
}

// A file declared as ASCII writes other characters as numeric references.
function escapeBeyondAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`)
}

/** A text escaped for the inside of an element. */
export function escapeXml(text: string): string {
  return text
    .replace(notInXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

/** A text escaped for an attribute. */
export function escapeAttribute(text: string): string {
  return escapeXml(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const notInXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** Sets attributes of a start tag, or removes them if null; new ones are added at its end. */
export function editAttributes(
  text: string,
  place: ElementPlace,
  values: Readonly<Record<string, string | null>>,
): Edit[] {
  const tag = text.slice(place.start, place.openEnd)
  const tagEnd = place.openEnd - (place.isOneTag ? 2 : 1)
  const found = new Map<string, Edit>()
  for (const match of tag.matchAll(attributeShape)) {
    const [whole, name = '', quoted = ''] = match
    const start = place.start + match.index
    const end = start + whole.length
    const value = values[name]
    if (value === null) found.set(name, { start, end, text: '' })
    if (typeof value === 'string') {
      const written = `"${escapeAttribute(value)}"`
      found.set(name, { start: end - quoted.length, end, text: written })
    }
  }
  const more = Object.entries(values).filter(([name, value]) => value !== null && !found.has(name))
  const added = more.map(([name, value]) => ` ${name}="${escapeAttribute(value ?? '')}"`).join('')
  // A blank before the end of the tag stays.
  const addAt = place.start + tag.slice(0, tagEnd - place.start).trimEnd().length
  return [...found.values(), ...(added === '' ? [] : [{ start: addAt, end: addAt, text: added }])]
}

const attributeShape = /\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')/g

/** Inserts elements into an element, before `before` or at its end; a self-closing one is opened for them. */
export function insertInto(
  text: string,
  place: ElementPlace,
  { inner, before }: { inner: string; before?: number },
): Edit {
  if (!place.isOneTag) {
    const at = before ?? place.closeStart
    return { start: at, end: at, text: inner }
  }
  const slash = text.lastIndexOf('/', place.openEnd)
  const name = `${place.prefix}${place.name}`
  return { start: slash, end: place.openEnd, text: `>${inner}</${name}>` }
}
