import { canonicalTag, tagsToLookFor } from '../text/language-tags.ts'

/** Browsers send fewer. */
const tagsMax = 10
const headerLengthMax = 1000

/**
 * The visitor's languages by preference: the page's own first, then those of `Accept-Language` (RFC 9110
 * §12.5.4). Tags are canonical (RFC 5646): `iw_IL`, as some telephones write it, is `he-IL`.
 */
export function readLanguages(ofPage: string | undefined, accepted: string | undefined): string[] {
  const ranges = (accepted ?? '')
    .slice(0, headerLengthMax)
    .split(',')
    .slice(0, tagsMax)
    .map(readRange)
  const wanted = ranges.filter((range) => range.quality > 0)
  const sorted = wanted.toSorted((a, b) => b.quality - a.quality).map((range) => range.tag)
  return [...(ofPage ? [ofPage] : []), ...sorted].flatMap((tag) => canonicalTag(tag) ?? [])
}

/**
 * The first wanted language that there is; English when there is none. A tag is looked for as it is, then
 * with its likely script (`zh-TW` is written in `Hant`), then by its language alone.
 */
export function chooseLanguage<Language extends { tag: string }>(
  languages: readonly Language[],
  wanted: readonly string[],
): Language {
  const find = (tag: string) => languages.find((language) => language.tag === tag)
  for (const tag of wanted)
    for (const name of tagsToLookFor(tag)) {
      const found = find(name)
      if (found) return found
    }
  const english = find('en')
  if (!english) throw new Error('there is no English')
  return english
}

function readRange(range: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { tag, quality: quality ? Number(quality.slice(2)) || 0 : 1 }
}
