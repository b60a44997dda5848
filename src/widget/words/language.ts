import { en } from './en.ts'
import { fr } from './fr.ts'
import type { Words } from './words.ts'

/** A language the widget speaks, by its BCP 47 tag, and the direction it is written in. */
export type Language = { tag: string; direction: 'ltr' | 'rtl'; words: Words }

const english: Language = { tag: 'en', direction: 'ltr', words: en }
const languages: readonly Language[] = [english, { tag: 'fr', direction: 'ltr', words: fr }]

/** The first wanted language the widget speaks, whole tag before primary subtag; English when there is none. */
export function chooseLanguage(wantedTags: readonly string[]): Language {
  for (const wanted of wantedTags) {
    const tag = wanted.toLowerCase()
    for (const candidate of [tag, tag.split('-')[0] ?? '']) {
      const language = languages.find((spoken) => spoken.tag === candidate)
      if (language) return language
    }
  }
  return english
}
