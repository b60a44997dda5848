import { makeCheckbox } from '../../../src/widget/page/checkbox.ts'
import type { PageOptions } from '../../../src/widget/page/options.ts'
import { english, type Notice } from '../../../src/widget/page/sentences.ts'
import { ownTheme, type Theme } from '../../../src/widget/page/theme.ts'
import { drawBox } from '../../../src/widget/core/box.ts'
import { openLanguage } from '../../../src/widget/words/language.ts'
import type { WordsFile } from '../../../src/wire/words.ts'

type Rect = { left: number; top: number; right: number; bottom: number }

// A line box is a little higher than its letters.
const spare = 3
const buttonLinesMax = 2
const lineHeight = 1.4
// The smallest frames there are: hCaptcha's, and Turnstile's, which are lower.
const sizes = [
  ['normal', 'width:302px;height:76px'],
  ['low', 'width:300px;height:65px'],
  ['compact', 'width:150px;height:140px'],
] as const
// In small type in the box; in the compact one there is room for the label only.
const notices: readonly Notice[] = [
  'expired',
  'waiting',
  'testing',
  'network-error',
  'failed',
  'invalid-data',
  'rate-limited',
]

/** Puts the sentences of a language where visitors see them, and says which do not fit: `checkbox.label: why`. */
async function findTooLong(words: WordsFile): Promise<string[]> {
  return [...(await measureCheckboxes(words)), ...measureButtons(words)]
}

async function measureCheckboxes(words: WordsFile): Promise<string[]> {
  const faults: string[] = []
  for (const [size, style] of sizes) {
    const checkbox = makeCheckbox(optionsFor(style), () => {})
    const loaded = new Promise((resolve) => {
      checkbox._frame.addEventListener('load', resolve)
    })
    document.body.append(checkbox._frame)
    await loaded
    checkbox._setLanguage({ ...english, ...words.checkbox }, words)
    const shown = size === 'compact' ? ([''] as const) : (['', ...notices] as const)
    for (const notice of shown) {
      checkbox._show('empty', notice)
      const fault = findOverlap(checkbox._frame)
      if (fault) faults.push(`checkbox.${notice || 'label'}: ${fault} (${size})`)
    }
    checkbox._frame.remove()
  }
  return faults
}

function optionsFor(style: string): PageOptions {
  const theme = (): Theme => ownTheme(false)
  const address = { _endpoint: '', _sitekey: '' }
  return { ...address, _style: style, _theme: theme, _attributes: {} } as unknown as PageOptions
}

function findOverlap(frame: HTMLIFrameElement): string | null {
  const page = frame.contentDocument
  if (!page) return 'no document'
  const parts = [...page.body.querySelectorAll('span, a, small')].map((part) => {
    return { name: part.localName, rect: rectOf(part) }
  })
  const texts = parts.filter(({ rect }) => rect.right > rect.left)
  for (const { name, rect } of texts)
    if (
      rect.left < -1 ||
      rect.top < -spare ||
      rect.right > frame.clientWidth + 1 ||
      rect.bottom > frame.clientHeight + spare
    )
      return `${name} is cut off`
  for (const [index, { name, rect }] of texts.entries())
    for (const other of texts.slice(index + 1))
      if (overlap(rect, other.rect)) return `${name} is over ${other.name}`
  return null
}

function rectOf(element: Element): Rect {
  const range = element.ownerDocument.createRange()
  range.selectNodeContents(element)
  return range.getBoundingClientRect()
}

function overlap(a: Rect, b: Rect): boolean {
  const isBeside = a.right <= b.left + 1 || b.right <= a.left + 1
  const isBelow = a.bottom <= b.top + spare || b.bottom <= a.top + spare
  return !isBeside && !isBelow
}

function measureButtons(words: WordsFile): string[] {
  const host = document.createElement('div')
  document.body.append(host)
  const nothing = (): void => {}
  const presses = {
    validate: nothing,
    another: nothing,
    playAgain: nothing,
    _choose: nothing,
    _close: nothing,
  }
  const box = drawBox({ _host: host, _colors: '', _about: '', _kinds: [] }, presses)
  box._setLanguage(openLanguage(words))
  box._showButtons(['validate', 'another', 'playAgain'])
  const faults = [...box._root.querySelectorAll('.actions button')]
    .filter((button) => countLines(button) > buttonLinesMax)
    .map((button) => `challenge: ${button.textContent}: takes more than ${buttonLinesMax} lines`)
  if (document.documentElement.scrollWidth > innerWidth) faults.push('challenge: wider than 320 px')
  host.remove()
  return faults
}

function countLines(element: Element): number {
  const { top, bottom } = rectOf(element)
  return Math.round(
    (bottom - top) / (Number.parseFloat(getComputedStyle(element).fontSize) * lineHeight),
  )
}

Object.assign(globalThis, { findTooLong })
