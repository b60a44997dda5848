import { globSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pluralsOf } from './plurals.ts'
import { versionOf } from '../src/store/files/script-version.ts'
import type { Language } from '../src/model/language.ts'
import type { WordsFile } from '../src/wire/words.ts'

type Groups = {
  home: Readonly<Record<string, string>>
  fallback: Readonly<Record<string, string>>
  thanks: Readonly<Record<string, string>>
  demo: Readonly<Record<string, string>>
  demoClasses: Readonly<Record<string, string>>
}

type Sentences = WordsFile['challenge']

/** One language as a translator writes it: a file in `src/widget/words` (docs/contributor/languages.md). */
export type Translation = { name: string } & Omit<WordsFile, 'tag' | 'plurals'> & Groups

/** A language and the bytes of the file that browsers fetch, at an address that contains its hash. */
export type BuiltLanguage = { language: Language; bytes: Buffer }

/** The folder with the words of each language. */
export const wordsFolder = join(import.meta.dirname, '../src/widget/words')

/** The folder of the kinds' views. A view may have sentences of its own in files `words/<tag>.json`. */
export const kindsFolder = join(import.meta.dirname, '../src/widget/kinds')

/**
 * Reads every language that has a file, with the sentences of the kinds; a missing sentence is filled in with
 * the English one.
 */
export async function bundleWords(
  folder = wordsFolder,
  kindFolders = [kindsFolder],
): Promise<BuiltLanguage[]> {
  const translations = await readTranslations(folder)
  const ofKinds = await readWordsInside(kindFolders)
  const apart = await readWordsApart()
  const english = translations.get('en')
  if (!english) throw new Error(`there is no en.json in ${folder}`)
  return [...translations].map(([tag, translation]) => {
    const whole = fillIn(translation, english)
    const { name, direction, challenge, home, fallback, thanks, demo, demoClasses } = whole
    const own = { ...ofKinds.get('en'), ...ofKinds.get(tag) }
    const file = `${tag}.json`
    const words: WordsFile = {
      tag,
      direction,
      plurals: withoutTail(pluralsOf(tag)),
      challenge: { ...challenge, ...own },
      checkbox: fillInCheckbox(whole),
    }
    const bytes = Buffer.from(JSON.stringify(words))
    const version = versionOf(new Map([[file, bytes]]))
    const kinds = Object.fromEntries(
      [...apart].map(([kind, ofKind]) => [kind, { ...ofKind.get('en'), ...ofKind.get(tag) }]),
    )
    const ofService = { home, fallback, thanks, demo, kinds, demoClasses }
    const language = { tag, name, direction, version, file, ...ofService }
    return { language, bytes }
  })
}

/** Reads the files of a folder, by the language tags in their names. */
export async function readTranslations(folder = wordsFolder): Promise<Map<string, Translation>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  // By tag, as stores sort: “sr” before “sr-ME”.
  const tags = files.map((name) => name.replace('.json', '')).toSorted()
  const entries = tags.map(async (tag) => {
    const text = await readFile(join(folder, `${tag}.json`), 'utf8')
    return [tag, JSON.parse(text) as Translation] as const
  })
  return new Map(await Promise.all(entries))
}

/** The kinds whose views are in scripts of their own, which are loaded for such a challenge only: their entries. */
export function entriesOfKinds(): Map<string, string> {
  const files = globSync('*/entry.ts', { cwd: kindsFolder }).toSorted()
  return new Map(files.map((file) => [dirname(file), join(kindsFolder, file)]))
}

// Such a challenge brings its sentences along, and those of the views that its own builds on.
async function readWordsApart(): Promise<Map<string, Map<string, Sentences>>> {
  const found = [...entriesOfKinds()].map(async ([kind, entry]) => {
    const folder = dirname(entry)
    return [kind, await readFolders([...(await foldersUsedBy(folder)), folder])] as const
  })
  return new Map(await Promise.all(found))
}

async function foldersUsedBy(folder: string): Promise<string[]> {
  const files = globSync('*.ts', { cwd: folder }).toSorted()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const used = texts.flatMap((text) => [...text.matchAll(/from '\.\.\/([\w-]+)\//g)])
  return [...new Set(used.map(([, name = '']) => join(folder, '..', name)))]
}

/** Reads the sentences that kinds bring along, by language tag. */
export function readKindWords(
  folders: readonly string[] = [kindsFolder],
): Promise<Map<string, Sentences>> {
  return readFolders(folders.flatMap(foldersWithWords))
}

// Those that are in the file of each language.
function readWordsInside(folders: readonly string[]): Promise<Map<string, Sentences>> {
  const apart = new Set([...entriesOfKinds().values()].map((entry) => dirname(entry)))
  return readFolders(folders.flatMap(foldersWithWords).filter((folder) => !apart.has(folder)))
}

function foldersWithWords(cwd: string): string[] {
  return globSync('**/words', { cwd }).map((folder) => dirname(join(cwd, folder)))
}

async function readFolders(folders: readonly string[]): Promise<Map<string, Sentences>> {
  const found = new Map<string, Sentences>()
  for (const path of folders.flatMap((cwd) =>
    globSync('words/*.json', { cwd }).map((file) => join(cwd, file)),
  )) {
    const tag = basename(path, '.json')
    const words = JSON.parse(await readFile(path, 'utf8')) as Sentences
    found.set(tag, { ...found.get(tag), ...words })
  }
  return found
}

// A widget takes `other` where the list has ended.
function withoutTail(plurals: readonly Intl.LDMLPluralRule[]): readonly Intl.LDMLPluralRule[] {
  return plurals.slice(0, plurals.findLastIndex((category) => category !== 'other') + 1)
}

// The challenge has these sentences already. That on too many attempts is under the code that the page gets.
function fillInCheckbox({ checkbox, challenge }: Translation): WordsFile['checkbox'] {
  const { about, privacy, 'too-many': tooMany } = challenge
  return Object.fromEntries(
    Object.entries({ ...checkbox, about, privacy, 'rate-limited': tooMany }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

function fillIn(translation: Translation, english: Translation): Translation {
  const whole = { ...english, ...translation }
  for (const group of [
    'checkbox',
    'challenge',
    'home',
    'fallback',
    'thanks',
    'demo',
    'demoClasses',
  ] as const)
    Object.assign(whole, { [group]: { ...english[group], ...translation[group] } })
  return whole
}
