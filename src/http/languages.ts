const tagsMax = 20
const headerLengthMax = 1000
const tagShape = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i
// Both written standards of Norwegian are asked for by the name of the language as often as by their own.
const norwegian: ReadonlySet<string> = new Set(['nb', 'nn'])

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
  return [...(ofPage ? [ofPage] : []), ...sorted].flatMap(canonicalTag)
}

/**
 * The first wanted language that there is; English when there is none. A tag is looked for as it is, then
 * with its likely script (`zh-TW` is written in `Hant`), then by its language alone.
 */
export function chooseLanguage<Language extends { tag: string }>(
  languages: readonly Language[],
  wanted: readonly string[],
): Language {
  const tags = [...wanted.flatMap(candidatesFor), 'en']
  const found = tags
    .map((tag) => languages.find((language) => language.tag === tag))
    .find((language) => language !== undefined)
  if (!found) throw new Error('there is no English')
  return found
}

function candidatesFor(tag: string): string[] {
  const { language, script } = new Intl.Locale(tag).maximize()
  const other = norwegian.has(language) ? ['no'] : []
  return [tag, `${language}-${script}`, language, ...other]
}

function canonicalTag(tag: string): string[] {
  const written = tag.replaceAll('_', '-')
  if (!tagShape.test(written)) return []
  try {
    return Intl.getCanonicalLocales(written)
  } catch {
    return []
  }
}

function readRange(range: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { tag, quality: quality ? Number(quality.slice(2)) || 0 : 1 }
}
