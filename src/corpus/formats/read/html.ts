import { Token, Tokenizer, TokenizerMode } from 'parse5'
import type { Fault } from './encoding.ts'

/** The limits that every HTML file is read within. */
export const htmlLimits = {
  depth: 1_000,
  elements: 1_000_000,
  strayMarks: 500_000,
  /** Of one tag, comment or unbroken text. */
  tokenChars: 4_000_000,
} as const

/** Callbacks for the elements of a file. */
export type HtmlVisit = {
  /** Says whether to read on. */
  open(name: string, attributes: ReadonlyMap<string, string>): boolean
  /** Given the attributes that the element was opened with. */
  close(name: string, attributes: ReadonlyMap<string, string>): void
  text(text: string): void
}

const chunkChars = 64 * 1024
const voidNames: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
)
/** Elements whose content is not markup, with the tokenizer state that reads it. */
const rawStates: ReadonlyMap<string, Tokenizer['state']> = new Map([
  ['script', TokenizerMode.SCRIPT_DATA],
  ['style', TokenizerMode.RAWTEXT],
  ['title', TokenizerMode.RCDATA],
  ['textarea', TokenizerMode.RCDATA],
])

/**
 * Reads HTML token by token, so that a file of any nesting takes bounded memory and one pass. `<x/>` closes
 * itself, as those who write it mean it. Returns the first fault; null if there is none.
 */
export function readHtml(text: string, visit: HtmlVisit): Fault | null {
  const reading = openReading(visit)
  const tokenizer = new Tokenizer(
    {},
    reading.handlerOf((state) => (tokenizer.state = state)),
  )
  const lastEnd = text.lastIndexOf('-->')
  for (let at = 0, end = 0; at < text.length && !reading.isOver(); at = end) {
    // Each piece begins at a `<`, so no tag is split.
    const next = text.indexOf('<', at + chunkChars)
    end = next < 0 ? text.length : next
    const { plain, strays } = withoutStrayMarks(text.slice(at, end), lastEnd - at)
    reading.addStrays(strays)
    for (let from = 0; from < plain.length && !reading.isOver(); from += chunkChars) {
      const piece = plain.slice(from, from + chunkChars)
      tokenizer.write(piece, end === text.length && from + chunkChars >= plain.length)
      reading.addChars(piece.length)
    }
  }
  return reading.end()
}

const names: ReadonlySet<string> = new Set(
  `a abbr b bdi bdo big blockquote body br center cite code dd del div dl dt em font footer h1 h2 h3 h4 h5
  h6 head header hr html i img ins kbd li link main mark meta nav noscript ol p pre q s samp script section
  small span strike strong style sub sup table tbody td textarea tfoot th thead title tr tt u ul var wbr`
    .split(/\s+/)
    .filter((name) => name !== ''),
)

// Recognised text contains characters that begin a tag, a comment or an instruction without being one;
// unclosed, it would swallow the rest of the page.
function withoutStrayMarks(text: string, lastEnd: number): { plain: string; strays: number } {
  let strays = 0
  const isMeant = (whole: string, at: number): boolean =>
    /^(!doctype|\?xml)$/i.test(whole) ||
    (whole === '!--' && at < lastEnd) ||
    names.has(whole.replace('/', '').toLowerCase())
  const plain = text.replace(marks, (mark, whole: string | undefined, at: number) => {
    if (whole !== undefined && isMeant(whole, at)) return mark
    strays += 1
    return `&lt;${mark.slice(1)}`
  })
  return { plain, strays }
}

// The start of a real tag or comment, or the first two characters of something that is none.
const marks = /<(?:(!doctype|!--|\?xml|\/?[a-z][a-z0-9]{0,20}(?=[\s/>]))|[!?/a-z])/gi

type OpenElement = { name: string; attributes: ReadonlyMap<string, string> }

function openReading(visit: HtmlVisit) {
  const elements: OpenElement[] = []
  const openOf = new Map<string, number>()
  let seen = 0
  let strays = 0
  let charsOfToken = 0
  let isEnough = false
  let fault: Fault | null = null
  const isOver = (): boolean => isEnough || fault !== null
  const count = (name: string, by: number): void => {
    openOf.set(name, (openOf.get(name) ?? 0) + by)
  }
  const pop = (): string => {
    const element = elements.pop()
    if (!element) return ''
    count(element.name, -1)
    if (!isOver()) visit.close(element.name, element.attributes)
    return element.name
  }
  const close = (name: string): void => {
    while ((openOf.get(name) ?? 0) > 0) if (pop() === name) return
  }
  const open = ({ tagName: name, attrs, selfClosing }: Token.TagToken): void => {
    charsOfToken = 0
    if (isOver()) return
    seen += 1
    if (seen > htmlLimits.elements)
      fault = { fault: `there are more than ${htmlLimits.elements} elements` }
    if (elements.length >= htmlLimits.depth)
      fault = { fault: `elements are nested more than ${htmlLimits.depth} deep` }
    // Elements that a paragraph leaves open end with it.
    if (name === 'p' && elements.at(-1)?.name === 'p') pop()
    const attributes = new Map(attrs.map((one) => [one.name, one.value]))
    if (!visit.open(name, attributes)) isEnough = true
    elements.push({ name, attributes })
    count(name, 1)
    if (selfClosing || voidNames.has(name)) pop()
  }
  const keep = ({ chars }: Token.CharacterToken): void => {
    charsOfToken = 0
    if (!isOver()) visit.text(chars)
  }
  const nothing = (): void => {
    charsOfToken = 0
  }
  const handlerOf = (turnTo: (state: Tokenizer['state']) => void) => ({
    onStartTag: (token: Token.TagToken): void => {
      open(token)
      const state = token.selfClosing ? undefined : rawStates.get(token.tagName)
      if (state !== undefined) turnTo(state)
    },
    onEndTag: ({ tagName }: Token.TagToken): void => {
      charsOfToken = 0
      close(tagName)
    },
    onCharacter: keep,
    onWhitespaceCharacter: keep,
    onNullCharacter: nothing,
    onComment: nothing,
    onDoctype: nothing,
    onEof: nothing,
  })
  const addStrays = (more: number): void => {
    strays += more
    if (strays > htmlLimits.strayMarks)
      fault = { fault: `more than ${htmlLimits.strayMarks} marks begin nothing` }
  }
  const addChars = (more: number): void => {
    charsOfToken += more
    if (charsOfToken > htmlLimits.tokenChars)
      fault ??= { fault: `one mark or text is longer than ${htmlLimits.tokenChars} characters` }
  }
  const end = (): Fault | null => {
    while (elements.length > 0) pop()
    return fault
  }
  return { handlerOf, isOver, addStrays, addChars, end }
}
