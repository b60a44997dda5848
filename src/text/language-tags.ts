import { languageCodes } from './language-codes.ts'

const tagShape = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i
// Both written standards of Norwegian are asked for by the name of the language as often as by their own.
const norwegian: ReadonlySet<string> = new Set(['nb', 'nn'])

/** What a tag says. Reading one costs more than finding a row in the store, and few are written. */
type Told = {
  canonical: string | null
  language: string | null
  script: string
  lookFor: readonly string[]
}

const toldMax = 1_000
const told = new Map<string, Told>()

/** A BCP 47 tag in canonical form (RFC 5646), `iw_IL` as `he-IL`; null where it has not the form of one. */
export function canonicalTag(written: string): string | null {
  return tell(written).canonical
}

/**
 * The tags under which to look for what is wanted in a language, the best first: the canonical tag itself, then
 * without what goes without saying (`sr-Latn-ME` is `sr-ME`), then with its likely script (`zh-TW` is written in
 * `Hant`), then the language alone; each followed by the tag that serves it (`language-codes.ts`).
 */
export function tagsToLookFor(tag: string): readonly string[] {
  return tell(tag).lookFor
}

/** The language of a tag without script and region; null where the tag names none. */
export function languageOfTag(tag: string): string | null {
  return tell(tag).language
}

/** The script that a text in the language of a tag is likely in; `Zyyy` where that is not known. */
export function scriptOfTag(tag: string): string {
  return tell(tag).script
}

function tell(written: string): Told {
  const known = told.get(written)
  if (known) return known
  const read = readTag(written)
  if (told.size >= toldMax) told.clear()
  told.set(written, read)
  return read
}

function readTag(written: string): Told {
  const canonical = canonicalOf(written.trim().replaceAll('_', '-'))
  if (canonical === null) return { canonical, language: null, script: 'Zyyy', lookFor: [written] }
  const locale = new Intl.Locale(canonical)
  const { language, script = 'Zyyy' } = locale.maximize()
  const { baseName } = locale.minimize()
  const other = norwegian.has(language) ? ['no'] : []
  const tags = [canonical, baseName, `${language}-${script}`, language, ...other]
  const lookFor = tags.flatMap((tag) => [tag, languageCodes.get(tag) ?? tag])
  return { canonical, language: languageOf(locale), script, lookFor: [...new Set(lookFor)] }
}

// `und` is read as no language at all, whatever the types say, or as that word.
function languageOf({ language }: { language?: string }): string | null {
  return language === undefined || language === 'und' ? null : language
}

function canonicalOf(tag: string): string | null {
  if (!tagShape.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
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
