import { decodeHtml, type Fault } from './encoding.ts'
import { propertiesOf, roleOfClasses, type HocrProperties, type HocrRole } from './hocr-title.ts'
import { readHtml } from './html.ts'

/** What an element of hOCR says of itself. */
export type HocrPart = { id: string; properties: HocrProperties }

/** What is done with the elements of hOCR that have a role, and with the text in and between them. */
export type HocrVisit = {
  /** Says whether to read on. */
  open(role: HocrRole, part: HocrPart): boolean
  close(role: HocrRole): void
  text(text: string): void
}

/** Goes through hOCR, leaving out what is struck out; gives the first fault, null where there is none. */
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
