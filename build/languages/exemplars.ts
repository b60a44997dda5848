import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The characters that a language is written with. */
export type Exemplars = { letters: ReadonlySet<string>; punctuation: ReadonlySet<string> }

type CharactersFile = {
  main: Record<string, { characters: Characters }>
}

type Characters = { exemplarCharacters: string; auxiliary?: string; punctuation: string }

const require = createRequire(import.meta.url)

/** Where CLDR keeps what it has of a language, if not under its own tag. */
const elsewhere: Readonly<Record<string, string>> = { 'pt-BR': 'pt', 'sr-ME': 'sr-Latn' }

// CLDR has no letters of Hmong (RPA), Latin and Samoan. Montenegrin has two that Serbian lacks. CLDR counts a letter of
// Armenian and five of Urdu as those of foreign words only, and writes the Armenian full stop as a colon.
const more: Readonly<Record<string, string>> = {
  hy: 'և։',
  ur: 'آأؤئں',
  hmn: 'abcdefghijklmnopqrstuvwxyz',
  la: 'abcdefghijklmnopqrstuvwxyz',
  sm: 'aāeēfghiīklmnoōprstuūvʻ',
  'sr-ME': 'śź',
}

/** Reads the letters and the punctuation of a language from CLDR; null where it knows neither. */
export function readExemplars(tag: string): Exemplars | null {
  const file = readCharacters(elsewhere[tag] ?? tag)
  const own = Array.from(more[tag] ?? '')
  const letters = new Set([...parseSet(file?.exemplarCharacters ?? '[]'), ...own])
  if (letters.size === 0) return null
  const joiners = [...parseSet(file?.auxiliary ?? '[]')].filter((mark) =>
    /[\u200b-\u200d]/.test(mark),
  )
  return { letters, punctuation: new Set([...parseSet(file?.punctuation ?? '[]'), ...joiners]) }
}

function readCharacters(tag: string): Characters | null {
  try {
    const path = require.resolve(`cldr-misc-full/main/${tag}/characters.json`)
    const { main } = JSON.parse(readFileSync(path, 'utf8')) as CharactersFile
    return main[tag]?.characters ?? null
  } catch {
    return null
  }
}

/** The characters of a set as CLDR writes one (UTS 35): `[a-z {ch} \\u200C]`; a sequence gives its characters. */
export function parseSet(set: string): Set<string> {
  const found = new Set<string>()
  let before = ''
  let isRange = false
  for (const [token] of set.slice(1, -1).matchAll(/\\u[\da-f]{4}|\\.|\{[^}]*\}|\S/giu)) {
    if (token === '-' && before) isRange = true
    else if (isRange) {
      addRange(found, before, unescape(token))
      isRange = false
      before = ''
    } else {
      before = unescape(token)
      for (const character of before.normalize('NFC')) found.add(character)
    }
  }
  return found
}

function unescape(token: string): string {
  if (/^\\u/i.test(token)) return String.fromCodePoint(Number.parseInt(token.slice(2), 16))
  return token.replace(/^\\|^\{|\}$/g, '')
}

function addRange(found: Set<string>, first: string, last: string): void {
  const end = last.codePointAt(0) ?? 0
  for (let code = first.codePointAt(0) ?? 1; code <= end; code += 1)
    found.add(String.fromCodePoint(code))
}
