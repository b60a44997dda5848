const tagShape = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i
// Both written standards of Norwegian are asked for by the name of the language as often as by their own.
const norwegian: ReadonlySet<string> = new Set(['nb', 'nn'])

/** A BCP 47 tag in canonical form (RFC 5646), `iw_IL` as `he-IL`; null where it has not the form of one. */
export function canonicalTag(written: string): string | null {
  const tag = written.trim().replaceAll('_', '-')
  if (!tagShape.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}

/**
 * The tags under which to look for what is wanted in a language, the best first: the canonical tag itself,
 * then with its likely script (`zh-TW` is written in `Hant`), then the language alone.
 */
export function tagsToLookFor(tag: string): string[] {
  const { language, script } = new Intl.Locale(tag).maximize()
  const other = norwegian.has(language) ? ['no'] : []
  return [tag, `${language}-${script}`, language, ...other]
}

/** The language of a tag without script and region; null where the tag names none. */
export function languageOfTag(tag: string): string | null {
  // `und` is read as no language at all, or as that word.
  const language = localeOf(tag)?.language ?? 'und'
  return language === 'und' ? null : language
}

function localeOf(tag: string): Intl.Locale | null {
  const canonical = canonicalTag(tag)
  return canonical === null ? null : new Intl.Locale(canonical)
}

/**
 * Says whether a canonical tag is of a language that there is. Of the thousands of rare ones with three
 * letters any is believed.
 */
export function isKnownLanguage(tag: string): boolean {
  const language = languageOfTag(tag)
  if (language === null) return false
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  return language.length === 3 || names.of(language) !== undefined
}
