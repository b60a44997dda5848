import { SaxesParser } from 'saxes'
import type { Fault } from '../read/encoding.ts'

/** Where an element is in the text of its file. Names are without prefix, as in the readers. */
export type ElementPlace = {
  name: string
  /** With its colon; empty if there is none. */
  prefix: string
  attributes: ReadonlyMap<string, string>
  /** Of its first `<`. */
  start: number
  /** After the `>` of its start tag. */
  openEnd: number
  /** Of the `<` of its end tag; like `openEnd` in an element of one tag. */
  closeStart: number
  /** After all of it. */
  end: number
  isOneTag: boolean
}

/** Callbacks for the elements of a file: when they open, with no end yet, and when they close. */
export type PlaceVisit = {
  open(place: ElementPlace): void
  /** Gets the text directly inside the element, decoded. */
  close(place: ElementPlace, text: string): void
}

/** Reads the text of a file that was read before; a fault if it cannot be read. */
export function readPlaces(text: string, visit: PlaceVisit): Fault | null {
  const parser = new SaxesParser()
  const stack: { place: ElementPlace; text: string }[] = []
  let fault: Fault | null = null
  let start = 0
  const addText = (more: string): void => {
    const top = stack.at(-1)
    if (top) top.text += more
  }
  parser.on('error', () => (fault ??= { fault: `it is broken at line ${parser.line}` }))
  parser.on('doctype', () => (fault ??= { fault: 'a document type is not allowed' }))
  // The parser's position is just after the character that ends the name.
  parser.on('opentagstart', ({ name }) => (start = parser.position - name.length - 2))
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    const at = parser.position
    const colon = name.indexOf(':') + 1
    const place: ElementPlace = {
      name: name.slice(colon),
      prefix: name.slice(0, colon),
      attributes: localNames(attributes),
      start,
      openEnd: at,
      closeStart: at,
      end: at,
      isOneTag: isSelfClosing,
    }
    stack.push({ place, text: '' })
    if (!fault) visit.open(place)
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const top = stack.pop()
    if (!top || fault) return
    top.place.end = parser.position
    if (!top.place.isOneTag) top.place.closeStart = text.lastIndexOf('<', parser.position - 1)
    visit.close(top.place, top.text)
  })
  parser.write(text).close()
  return fault
}

// An attribute without prefix is the element's own, so it wins over a prefixed one of the same name.
function localNames(attributes: Record<string, string>): Map<string, string> {
  const names = new Map<string, string>()
  for (const [name, value] of Object.entries(attributes)) {
    const own = name.slice(name.indexOf(':') + 1)
    if (!name.includes(':') || !names.has(own)) names.set(own, value)
  }
  return names
}
