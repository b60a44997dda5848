import type { Language } from '../../model/language.ts'
import type { DemoReading } from '../contracts/contract.ts'
import { escapeHtml } from './escape-html.ts'

/** The name of a sentence of the demonstration's page: a part of it, or why the server refuses the form. */
type DemoWord = (typeof parts)[number] | Exclude<DemoReading, 'accepted'>

const parts = [
  'title',
  'intro',
  'contract',
  'challenge',
  'game',
  'name',
  'send',
  'hello',
  'reader',
  'waiting',
  'noscript',
  'asked',
  'unasked',
  'blank',
  'silent',
  'own',
  'page',
  'server',
  'keys',
  'copy',
  'copied',
] as const

/** Says a sentence of the demonstration's page. */
export function demoText({ demo }: Language, word: DemoWord): string {
  const sentence = demo[word]
  if (sentence === undefined) throw new Error(`the demonstration has no words for ${word}`)
  return sentence
}

/** Says a sentence as HTML, with code in its places. */
export function demoHtml(
  language: Language,
  word: DemoWord,
  codes: Readonly<Record<string, string>> = {},
): string {
  const sentence = escapeHtml(demoText(language, word))
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
    const code = codes[name]
    return code === undefined ? place : `<code dir="ltr">${escapeHtml(code)}</code>`
  })
}
