import { en } from './languages/en.ts'
import { fr } from './languages/fr.ts'
import type { Words } from './words.ts'

/** A language the widget speaks, by its BCP 47 tag. */
export type Language = { tag: string; words: Words }

const languages: ReadonlyMap<string, Words> = new Map([
  ['en', en],
  ['fr', fr],
])

/** The first wanted language the widget speaks, whole tag before primary subtag; English when there is none. */
export function chooseLanguage(wantedTags: readonly string[]): Language {
  for (const wanted of wantedTags) {
    const tag = wanted.toLowerCase()
    for (const candidate of [tag, tag.split('-')[0] ?? '']) {
      const words = languages.get(candidate)
      if (words) return { tag: candidate, words }
    }
  }
  return { tag: 'en', words: en }
}
