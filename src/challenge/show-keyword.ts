import type { ShownKeyword } from '../model/challenge.ts'
import type { ClassName } from '../model/class-name.ts'
import { languageOfTag, tagsToLookFor } from '../text/language-tags.ts'

const tagsMax = 20
/** Who reads none of the languages there are is spoken to in English. */
const lastLanguage = 'en'

/**
 * What a visitor reads in place of a class: its name in the first of the visitor's languages that there is
 * one in. The class itself counts as its name in the language of its corpus, and comes where there is no other.
 */
export function showKeyword(
  of: { keyword: string; corpusLanguage: string; names: readonly ClassName[] },
  languages: readonly string[],
): ShownKeyword {
  const own = { text: of.keyword, language: of.corpusLanguage }
  const corpusLanguage = languageOfTag(of.corpusLanguage)
  for (const tag of [...languages.slice(0, tagsMax), lastLanguage]) {
    const found = tagsToLookFor(tag)
      .map((wanted) => of.names.find(({ language }) => language === wanted))
      .find((name) => name !== undefined)
    if (found) return { text: found.name, language: found.language }
    if (languageOfTag(tag) === corpusLanguage) return own
  }
  return own
}
