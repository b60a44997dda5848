import type { Sentence } from '../../src/wire/words.ts'
import { formsOf } from '../plurals.ts'
import { groups, type CheckedLanguage, type Fault } from './language.ts'

const fromRightToLeft: ReadonlySet<string> = new Set([
  'Arab',
  'Hebr',
  'Thaa',
  'Syrc',
  'Nkoo',
  'Adlm',
])

/** The fault of a sentence that is not there, in whose place visitors read the English one. */
export const missing = 'missing'

/** Says where a file is not of the shape of the English one: sentences, places, plural forms, name, direction. */
export function findShapeFaults({ tag, translation, english }: CheckedLanguage): Fault[] {
  const faults: Fault[] = []
  const counted = formsOf(tag)
  const blame = (sentence: string | null, fault: string): void =>
    void faults.push({ sentence, fault })
  if (new Intl.Locale(tag).toString() !== tag) blame(null, 'the tag is not canonical')
  if (!translation.name) blame(null, 'no name')
  if (translation.direction !== directionOf(tag)) blame(null, 'direction')
  for (const group of groups) {
    const [own, asked] = [translation[group] ?? {}, english[group] ?? {}]
    for (const key of Object.keys(own)) if (!(key in asked)) blame(`${group}.${key}`, 'unknown')
    for (const [key, sentence] of Object.entries(asked))
      for (const fault of faultsOf(sentence, own[key], counted)) blame(`${group}.${key}`, fault)
  }
  return faults
}

/** The direction of the script that a language is likely written in. */
export function directionOf(tag: string): string {
  const { script = '' } = new Intl.Locale(tag).maximize()
  return fromRightToLeft.has(script) ? 'rtl' : 'ltr'
}

function faultsOf(
  english: Sentence,
  sentence: Sentence | undefined,
  counted: ReturnType<typeof formsOf>,
): string[] {
  if (sentence === undefined) return [missing]
  const forms = typeof sentence === 'string' ? { other: sentence } : sentence
  const { other: englishForm = '' } = typeof english === 'string' ? { other: english } : english
  const faults: string[] = []
  if ((typeof sentence === 'string') !== (typeof english === 'string')) faults.push('plural')
  if (typeof sentence !== 'string') {
    const wanted = [...counted.keys()].toSorted().join()
    if (Object.keys(forms).toSorted().join() !== wanted) faults.push(`forms are not ${wanted}`)
  }
  const wanted = placesOf(englishForm)
  for (const [category, text] of Object.entries(forms)) {
    // A form of one number only may spell it out.
    const isOne = counted.get(category as Intl.LDMLPluralRule) === 1
    const isCounted = !isOne || text.includes('{count}')
    const places = isCounted ? wanted : wanted.filter((place) => place !== '{count}')
    if (placesOf(text).join() !== places.join()) faults.push(`places of ${category}`)
    if (text.trim() === '' || text.trim() !== text) faults.push(`blanks in ${category}`)
  }
  return faults
}

function placesOf(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g))].toSorted()
}
