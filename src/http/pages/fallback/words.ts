import type { Language } from '../../../model/language.ts'
import type { Sentence, WordsFile } from '../../../wire/words.ts'
import type { Words } from '../../words.ts'

/** What stands in the places of a sentence; `count` also chooses its plural form. */
type Values = Readonly<Record<string, string | number>>

/** Says a sentence of the challenge, of the kind's own or of the page, as text. */
export type SayPlainly = (word: string, values?: Values) => string

/**
 * Opens what a page without scripts says in a language: the widgets' sentences of the challenge, those of a kind, and
 * the page's own, which no widget loads.
 */
export async function openPlainWords(
  { find }: Pick<Words, 'find'>,
  { tag, version, file, fallback, kinds }: Language,
  kind: string | null = null,
): Promise<SayPlainly> {
  const found = await find(version, file)
  if (!found) throw new Error(`the words of ${tag} are gone`)
  const { challenge, plurals = [] } = JSON.parse(String(found.plain)) as WordsFile
  const ofKind = (kind !== null && kinds[kind]) || {}
  const sentences: Readonly<Record<string, Sentence>> = { ...challenge, ...ofKind, ...fallback }
  return (word, values = {}) => {
    const sentence = sentences[word]
    if (sentence === undefined) throw new Error(`the page without scripts has no words for ${word}`)
    const form = typeof sentence === 'string' ? sentence : chooseForm(sentence, values, plurals)
    return form.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
  }
}

/** A length of time as a language says it: in minutes, or in seconds if it is no whole number of minutes. */
export function sayTime({ tag }: Pick<Language, 'tag'>, seconds: number): string {
  const [amount, unit] = seconds % 60 === 0 ? [seconds / 60, 'minute'] : [seconds, 'second']
  return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
}

// English stands in where a language lacks a sentence, and may lack the form.
function chooseForm(
  forms: Exclude<Sentence, string>,
  { count }: Values,
  plurals: readonly Intl.LDMLPluralRule[],
): string {
  return forms[plurals[Number(count)] ?? 'other'] ?? forms.other ?? ''
}
