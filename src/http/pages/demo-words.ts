import type { Language } from '../../model/language.ts'
import type { DemoReading } from '../contracts/contract.ts'

/** The name of a sentence of the demonstration's page: a part of it, or why the server refuses the form. */
type DemoWord = (typeof parts)[number] | Exclude<DemoReading, 'accepted'>

const parts = [
  'title',
  'intro',
  'name',
  'send',
  'again',
  'hello',
  'reader',
  'waiting',
  'noscript',
] as const

/** Says a sentence of the demonstration's page. */
export function demoText({ demo }: Language, word: DemoWord): string {
  const sentence = demo[word]
  if (sentence === undefined) throw new Error(`the demonstration has no words for ${word}`)
  return sentence
}
