import { readKindWords, readTranslations, type Translation } from '../words.ts'
import type { WordsFile } from '../../src/wire/words.ts'
import { readReviews, type Review } from './review.ts'

/** The sentences of a language, with those that the kinds bring along. */
export type WholeTranslation = Translation & { kinds: WordsFile['challenge'] }

/** A language as the checks see it: what its file says, beside English. */
export type CheckedLanguage = {
  tag: string
  translation: WholeTranslation
  english: WholeTranslation
  review: Review
}

/** One form of a sentence, under the name that a report gives it: `challenge.score (few)`. */
export type Form = { sentence: string; name: string; text: string }

/** What is wrong with a sentence (`challenge.close`), or with the whole file (null). */
export type Fault = { sentence: string | null; fault: string }

/** The groups of sentences in a file; those of the kinds have files of their own. */
export const groups = [
  'checkbox',
  'challenge',
  'kinds',
  'home',
  'fallback',
  'thanks',
  'demo',
  'demoClasses',
] as const

/** The languages that get every new sentence together with English; the others may lack it until it is translated. */
export const alwaysWhole: ReadonlySet<string> = new Set(['ar', 'de', 'en', 'es', 'fr'])

/** Reads every language there is a file for; the sentences of the kinds are a group of each. */
export async function readLanguages(): Promise<CheckedLanguage[]> {
  const [translations, ofKinds, reviews] = await Promise.all([
    readTranslations(),
    readKindWords(),
    readReviews(),
  ])
  const withKinds = (tag: string, translation: Translation): WholeTranslation => {
    return { ...translation, kinds: ofKinds.get(tag) ?? {} }
  }
  const english = translations.get('en')
  if (!english) throw new Error('there is no en.json')
  return [...translations].map(([tag, translation]) => ({
    tag,
    translation: withKinds(tag, translation),
    english: withKinds('en', english),
    review: reviews.get(tag) ?? {},
  }))
}

/** Every form of every sentence of a translation. */
export function formsIn(translation: WholeTranslation): Form[] {
  return groups.flatMap((group) =>
    Object.entries(translation[group] ?? {}).flatMap(([key, sentence]) => {
      const name = `${group}.${key}`
      if (typeof sentence === 'string') return [{ sentence: name, name, text: sentence }]
      return Object.entries(sentence).map(([category, text]) => {
        return { sentence: name, name: `${name} (${category})`, text }
      })
    }),
  )
}

/** The names of all sentences that a language should have. */
export function sentencesOf(english: WholeTranslation): string[] {
  return [...new Set(formsIn(english).map(({ sentence }) => sentence))]
}

/** A text without its places and the names that no language translates. */
export function withoutNames(text: string): string {
  return text.replace(/\{\w+\}|Incipit|Ocapi|hCaptcha|reCAPTCHA|Turnstile|JavaScript|CAPTCHA/g, ' ')
}
