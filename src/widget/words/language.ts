import type { WordsFile } from '../../wire/words.ts'
import type english from './en.json'

/** The name of a sentence of the challenge. */
export type Word = keyof (typeof english)['challenge']

/** What stands in the places of a sentence; `count` also chooses its plural form. */
export type Values = Readonly<Record<string, string | number>>

/** Says a sentence in the visitor's language. */
export type Say<Name extends string = Word> = (word: Name, values?: Values) => string

/** The language the widget speaks: its BCP 47 tag and direction, and whether its sentences were there. */
export type WidgetLanguage = { tag: string; _direction: 'ltr' | 'rtl'; _isWhole: boolean; say: Say }

const none: WordsFile = { tag: 'en', direction: 'ltr', checkbox: {}, challenge: {} }

/** The language of a file of words. Without a file, or a sentence, it is English: the name of the sentence. */
export function openLanguage(file: WordsFile | null): WidgetLanguage {
  const { tag, direction, plurals = [], challenge } = file ?? none
  return {
    tag,
    _direction: direction,
    _isWhole: file !== null,
    say(word, values = {}) {
      const sentence = challenge[word]
      // English stands in where a language lacks a sentence, and may lack the form.
      const form =
        typeof sentence === 'object'
          ? (sentence[plurals[values['count'] as number] ?? 'other'] ?? sentence.other)
          : sentence
      return fill(form ?? spell(word, values), values)
    },
  }
}

// A place without a value stays as it is.
function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

// `tryAgain` becomes `Try again`, followed by the values for its places.
function spell(word: string, values: Values): string {
  const name = word.replace(/-|(?=[A-Z])/g, ' ').toLowerCase()
  const sentence = name.replace(/./, (first) => first.toUpperCase())
  return `${sentence} ${Object.values(values).join(' / ')}`.trim()
}
