import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { fieldsOf, listOf, stringOf } from './json.ts'

type Node = DefaultTreeAdapterTypes.Node

const htmlCharsMax = 20_000
const textsMax = 200
const blocks = new Set(
  'address article blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul'.split(
    ' ',
  ),
)
const unseen = new Set(
  'script style template title head noscript iframe audio video object svg'.split(' '),
)

/** The visible text of HTML, a line for each block; `addresses` are those of its links. */
export type SeenHtml = { text: string; addresses: string[] }

/** Reads HTML as a browser would, without running or fetching anything. */
export function readHtmlText(html: string): SeenHtml {
  const seen: SeenHtml = { text: '', addresses: [] }
  const nodes: (Node | 'break')[] = [parseFragment(html.slice(0, htmlCharsMax))]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node === 'break') seen.text += '\n'
    else if (node.nodeName === '#text' && 'value' in node) seen.text += node.value
    else if (!unseen.has(node.nodeName) && 'childNodes' in node) {
      const address =
        'attrs' in node ? node.attrs.find(({ name }) => name === 'href')?.value : undefined
      if (address !== undefined) seen.addresses.push(address)
      const inside: (Node | 'break')[] = [...node.childNodes].toReversed()
      nodes.push(
        ...(blocks.has(node.nodeName) ? ['break' as const, ...inside, 'break' as const] : inside),
      )
    }
  }
  return { ...seen, text: seen.text.trim() }
}

/** Guesses whether an undeclared text is HTML. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*<[a-z][^>]*>/i.test(text)
}

/**
 * The texts of a label or statement in all its forms: a string, a value with its language, a list of those,
 * or a map of languages; English first, so that the choice is always the same.
 */
export function textsOf(value: unknown): string[] {
  const texts: string[] = []
  for (const one of listOf(value)) {
    if (texts.length >= textsMax) break
    if (typeof one === 'string') texts.push(one)
    const fields = fieldsOf(one)
    if (typeof fields['@value'] === 'string') texts.push(fields['@value'])
    else texts.push(...languagesOf(fields))
  }
  return texts.slice(0, textsMax)
}

function languagesOf(map: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(map)
    .filter((language) => Array.isArray(map[language]))
    .toSorted((a, b) => Number(b.startsWith('en')) - Number(a.startsWith('en')))
    .flatMap((language) => listOf(map[language]).map(stringOf))
    .filter((text) => text !== '')
}

/** The first text of a label, without its tags and on one line; empty if there is none. */
export function plainTextOf(value: unknown): string {
  const [text = ''] = textsOf(value)
  return (looksLikeHtml(text) || text.includes('</') ? readHtmlText(text).text : text)
    .replace(/\s+/g, ' ')
    .trim()
}
