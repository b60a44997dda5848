type Rectangle = { left: number; right: number; top: number; bottom: number; width: number }
type Part = {
  scrollWidth: number
  clientWidth: number
  textContent: string
  className: string
  localName: string
  getBoundingClientRect: () => Rectangle
  checkVisibility: () => boolean
  querySelector: (selector: string) => Part | null
  querySelectorAll: (selector: string) => Iterable<Part>
}
type View = {
  innerWidth: number
  innerHeight: number
  document: {
    documentElement: Part & { scrollHeight: number }
    body: { firstElementChild: { shadowRoot: Part } }
    createRange: () => { selectNodeContents: (part: Part) => void } & Pick<
      Part,
      'getBoundingClientRect'
    >
  }
}

/** Finds, inside the challenge's frame, what is wrong with its layout; a function that needs nothing around it. */
export function findLayoutFaults(windowHeight: number): string[] {
  const { innerWidth, innerHeight, document } = globalThis as unknown as View
  const { documentElement: root } = document
  const shadow = document.body.firstElementChild.shadowRoot
  const faults: string[] = []
  const find = (selector: string): Part[] =>
    [...shadow.querySelectorAll(selector)].filter((part) => part.checkVisibility())
  const box = shadow.querySelector('.box')
  if (!box) return ['there is no box']

  // The page leaves eight pixels at most above and below.
  const isAsHighAsWindow = innerHeight >= windowHeight - 17
  if (root.scrollHeight > innerHeight && !isAsHighAsWindow) faults.push('it scrolls')
  if (root.scrollHeight <= innerHeight && root.clientWidth < innerWidth) faults.push('a scrollbar')
  if (root.scrollWidth > innerWidth) faults.push('it scrolls sideways')

  const seen = root.getBoundingClientRect()
  const parts = find('button, legend, img, input, select, summary, bdi, .status:not(:empty)')
  let bottom = 0
  for (const part of parts) {
    const { left, right, bottom: end } = part.getBoundingClientRect()
    bottom = Math.max(bottom, end)
    const isCut = left < seen.left - 1 || right > seen.right + 1
    const isWide = part.localName === 'button' && part.scrollWidth > part.clientWidth + 1
    if (isCut || isWide) faults.push(`cut off: ${part.localName} ${part.textContent}`)
  }
  const { bottom: edge } = box.getBoundingClientRect()
  if (edge - bottom > 18) faults.push(`${edge - bottom} pixels below the last part`)
  if (innerHeight - edge >= 1) faults.push(`${innerHeight - edge} pixels below the box`)

  const rows = find('.actions > button').map((button) => button.getBoundingClientRect())
  const [row] = find('.actions').map((actions) => actions.getBoundingClientRect().width)
  for (const one of rows) {
    const isAlone = rows.every((other) => other === one || other.top !== one.top)
    if (isAlone && one.width < (row ?? 0) - 1) faults.push('a button alone on its line')
  }

  const [close] = find('.close').map((button) => button.getBoundingClientRect())
  for (const text of find('legend, .status:not(:empty)')) {
    const range = document.createRange()
    range.selectNodeContents(text)
    const { left, right, top, bottom: end } = range.getBoundingClientRect()
    if (!close || top >= close.bottom || end <= close.top) continue
    if (left < close.right && right > close.left) faults.push('a text under the button to close')
  }
  return faults
}
