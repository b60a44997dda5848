import { decodeHtml, type Fault } from './encoding.ts'
import { propertiesOf, roleOfClasses, type HocrProperties, type HocrRole } from './hocr-title.ts'
import { readHtml } from './html.ts'

/** The id and properties of an hOCR element. */
export type HocrPart = { id: string; properties: HocrProperties }

/** Callbacks for the hOCR elements that have a role, and for the text in and between them. */
export type HocrVisit = {
  /** Says whether to read on. */
  open(role: HocrRole, part: HocrPart): boolean
  close(role: HocrRole): void
  text(text: string): void
}

/** Walks through hOCR, skipping what is struck out; returns the first fault, null if there is none. */
export function walkHocr(bytes: Uint8Array, visit: HocrVisit): Fault | null {
  const decoded = decodeHtml(bytes)
  if ('fault' in decoded) return decoded
  let replaced = 0
  return readHtml(decoded.text, {
    open: (name, attributes) => {
      if (name === 'del') replaced += 1
      if (name === 'br') visit.text(' ')
      const role = roleOfClasses(attributes.get('class'))
      if (!role) return true
      const properties = propertiesOf(attributes.get('title'))
      return visit.open(role, { id: attributes.get('id') ?? '', properties })
    },
    close: (name, attributes) => {
      if (name === 'del') replaced -= 1
      const role = roleOfClasses(attributes.get('class'))
      if (role) visit.close(role)
    },
    text: (text) => {
      if (replaced === 0) visit.text(text)
    },
  })
}
