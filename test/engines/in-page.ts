import type { Box } from './visitor.ts'

// What is evaluated in a document, the same in every browser: functions, or their text.

/** Every element of the document, with those in its shadow roots. */
const everyElement = `(root, out = []) => {
  const visit = (node) => {
    for (const element of node.querySelectorAll('*')) {
      out.push(element)
      if (element.shadowRoot) visit(element.shadowRoot)
    }
  }
  visit(root)
  return out
}`

const isShown = `(element) => {
  const { width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true })
}`

/** Whether a text can be read in this document. */
export const canRead = `(text) => {
  const all = (${everyElement})(document)
  const isShown = ${isShown}
  return all.some((element) => isShown(element) && (element.innerText ?? '').includes(text))
}`

/** The elements that are shown and may have a role. */
export const findCandidates = `(selector) =>
  (${everyElement})(document).filter((element) => element.matches(selector) && (${isShown})(element))`

type Shown = {
  ownerDocument: { hasFocus: () => boolean }
  getRootNode: () => { activeElement?: unknown }
  getBoundingClientRect: () => Box
}

/** Whether an element has the focus of the whole page. */
export function hasFocus(element: Shown): boolean {
  return element.ownerDocument.hasFocus() && element.getRootNode().activeElement === element
}

/** Where an element is in the window of its document. */
export function measure(element: Shown): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  return { left, top, right, bottom }
}

type Field = { value: string; dispatchEvent: (event: object) => unknown }

/** Presses an element by its action, as assistive technology does. */
export function act(element: { click: () => void }): void {
  element.click()
}

/** Gives a field a value, as assistive technology does. */
export function setValue(element: Field, value: string): void {
  const { Event } = globalThis as unknown as { Event: new (name: string, how: object) => object }
  element.value = value
  element.dispatchEvent(new Event('input', { bubbles: true }))
}
