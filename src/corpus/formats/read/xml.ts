import { SaxesParser, type SaxesAttributePlain } from 'saxes'
import { detectEncoding, openDecoder, type Fault } from './encoding.ts'

/** The limits that every XML file is read within. */
export const xmlLimits = {
  sizeBytes: 64 * 1024 * 1024,
  depth: 64,
  attributesPerElement: 64,
  elements: 2_000_000,
  /** Of the text directly inside one element, and of one attribute. */
  textChars: 1_000_000,
  /** Of what comes before the root element. */
  prologChars: 100_000,
} as const

/** Callbacks for the elements of a file, by their names without prefix. */
export type XmlVisit = {
  /** Says whether to read on. Attribute names come without prefix, too. */
  open(name: string, attributes: ReadonlyMap<string, string>): boolean
  /** Gets the text directly inside the element. */
  close(name: string, text: string): void
  /** Gets all text in the order of the file, in pieces. */
  text?(text: string): void
}

/** The same limits with other values, for a reader that needs them. */
export type XmlLimits = Readonly<Record<keyof typeof xmlLimits, number>>

const chunkBytes = 64 * 1024

/**
 * Reads XML as a stream, within the limits, and calls `visit` for each element. Returns the first fault with
 * its line, or null if the file was read as far as wanted. A document type is always refused.
 */
export function readXml(
  bytes: Uint8Array,
  visit: XmlVisit,
  limits: XmlLimits = xmlLimits,
): Fault | null {
  if (bytes.length > limits.sizeBytes)
    return { fault: `it is larger than ${limits.sizeBytes} bytes` }
  const encoding = detectEncoding(bytes)
  if ('fault' in encoding) return encoding
  const reading = openReading(visit, limits)
  const decode = openDecoder(encoding)
  try {
    for (let at = encoding.markBytes; at < bytes.length && !reading.isOver(); at += chunkBytes) {
      reading.write(decode(bytes.subarray(at, at + chunkBytes), { isLast: false }))
    }
    if (!reading.isOver()) reading.write(decode(new Uint8Array(), { isLast: true }))
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    return {
      fault: `the bytes after line ${reading.line()} are not ${encoding.name.toUpperCase()}`,
    }
  }
  return reading.end()
}

type Reading = {
  write(text: string): void
  line(): number
  isOver(): boolean
  end(): Fault | null
}

function openReading(visit: XmlVisit, limits: XmlLimits): Reading {
  const parser = new SaxesParser()
  const texts: string[] = []
  let charsRead = 0
  let isEnough = false
  let fault: Fault | null = null
  const isOver = (): boolean => isEnough || fault !== null
  const refuse = (reason: string): void => {
    fault ??= { fault: `line ${parser.line}: ${reason}` }
  }
  const gauge = openGauge(limits, refuse)
  const keep = (text: string): void => {
    const last = texts.length - 1
    if (last < 0 || isOver()) return
    visit.text?.(text)
    texts[last] = (texts[last] ?? '') + text
    gauge.text(texts[last] ?? '')
  }

  parser.on('error', (error) => refuse(plainWords(error)))
  parser.on('doctype', () => refuse('a document type (DOCTYPE) is not allowed'))
  parser.on('opentagstart', () => gauge.element(texts.push('')))
  parser.on('attribute', ({ value }: SaxesAttributePlain) => gauge.attribute(value))
  parser.on('opentag', (tag) => {
    if (isOver()) return
    isEnough = !visit.open(localName(tag.name), localNames(tag.attributes))
  })
  parser.on('text', keep)
  parser.on('cdata', keep)
  parser.on('closetag', (tag) => {
    if (!isOver()) visit.close(localName(tag.name), texts.at(-1) ?? '')
    texts.pop()
  })

  return {
    write: (text) => {
      parser.write(text)
      charsRead += text.length
      if (!gauge.hasRoot() && charsRead > limits.prologChars) refuse('there is no root element')
    },
    line: () => parser.line,
    isOver,
    end: () => {
      if (!isOver()) parser.close()
      return isEnough ? null : fault
    },
  }
}

function openGauge(limits: XmlLimits, refuse: (reason: string) => void) {
  let elements = 0
  let attributes = 0
  const limit = (value: number, max: number, reason: string): void => {
    if (value > max) refuse(reason)
  }
  return {
    hasRoot: () => elements > 0,
    element: (depth: number): void => {
      elements += 1
      attributes = 0
      limit(depth, limits.depth, `elements are nested more than ${limits.depth} deep`)
      limit(elements, limits.elements, `there are more than ${limits.elements} elements`)
    },
    attribute: (value: string): void => {
      attributes += 1
      const max = limits.attributesPerElement
      limit(attributes, max, `an element has more than ${max} attributes`)
      limit(value.length, limits.textChars, 'an attribute is too long')
    },
    text: (text: string): void => limit(text.length, limits.textChars, 'a text is too long'),
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

// An attribute without prefix is the element's own, so it wins over a prefixed one of the same name.
function localNames(attributes: Record<string, string>): Map<string, string> {
  const names = new Map<string, string>()
  for (const [name, value] of Object.entries(attributes)) {
    const isOwn = !name.includes(':')
    if (isOwn || !names.has(localName(name))) names.set(localName(name), value)
  }
  return names
}

const reasonCharsMax = 120

function plainWords(error: Error): string {
  return error.message
    .replace(/^\d+:\d+: /, '')
    .replace(/\.$/, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, reasonCharsMax)
}
