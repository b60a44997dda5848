import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatJson } from './format.ts'
import { hashOf } from './review.ts'
import { formsIn, withoutNames, type CheckedLanguage } from './language.ts'

/** What Hunspell found in the file of a language: which dictionary, of which text, and which words it lacks. */
export type Spelling = { dictionary: string; text: string; unknown: readonly string[] }

/** Runs Hunspell with a dictionary on a text, and gives the words that the dictionary lacks; null where it cannot. */
export type RunHunspell = (dictionary: string, text: string) => readonly string[] | null

const recordFile = join(import.meta.dirname, 'spelling.json')
const dictionaryFolder = process.env['DICPATH'] ?? '/usr/share/hunspell'

// Debian's names, where they are not the language and a country.
const table =
  'de=de_DE en=en_US es=es_ES fil=tl fr=fr ku=kmr_Latn nb=nb_NO pt-BR=pt_BR pt-PT=pt_PT sr=sr_RS sr-ME=sr_Latn_RS'
const dictionaries: ReadonlyMap<string, string> = new Map(
  [...table.matchAll(/(\S+)=(\S+)/g)].map(([, tag = '', name = '']) => [tag, name]),
)

/** The dictionary of a language among those of the machine; null where there is none. */
export function findDictionary(tag: string, folder = dictionaryFolder): string | null {
  const names = listDictionaries(folder)
  const named = dictionaries.get(tag)
  if (named !== undefined) return names.includes(named) ? named : null
  return names.find((name) => name === tag || name.startsWith(`${tag}_`)) ?? null
}

function listDictionaries(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.dic'))
    return files.map((file) => file.replace('.dic', '')).toSorted()
  } catch {
    return []
  }
}

/** Runs the machine's Hunspell, a program of its own. */
export const runHunspell: RunHunspell = (dictionary, text) => {
  const { status, stdout } = spawnSync('hunspell', ['-d', dictionary, '-i', 'utf-8', '-l'], {
    input: text,
    encoding: 'utf8',
  })
  return status === 0 ? stdout.split('\n').map(withoutHyphens).filter(Boolean) : null
}

function withoutHyphens(word: string): string {
  return word.replace(/^-+|-+$/g, '')
}

/** Spells the sentences of a language; null where the machine has no dictionary of it. */
export function checkSpelling(
  language: CheckedLanguage,
  dictionary: string | null,
  run: RunHunspell = runHunspell,
): Spelling | null {
  const unknown = dictionary === null ? null : run(dictionary, textOf(language))
  if (dictionary === null || unknown === null) return null
  return { dictionary, text: hashOf(textOf(language)), unknown: [...new Set(unknown)].toSorted() }
}

/** The words that no dictionary has and no review accepts; null where this text was not checked. */
export function findUnknownWords(
  language: CheckedLanguage,
  spelling: Spelling | undefined,
): string[] | null {
  if (spelling?.text !== hashOf(textOf(language))) return null
  const accepted = new Set(language.review.spelled)
  return spelling.unknown.filter((word) => !accepted.has(word))
}

function textOf({ translation }: CheckedLanguage): string {
  return formsIn(translation)
    .map(({ text }) => withoutNames(text).replaceAll('’', "'"))
    .join('\n')
}

/** Reads what was found when the spelling was last checked, by tag. */
export async function readSpellings(): Promise<Record<string, Spelling>> {
  return JSON.parse(await readFile(recordFile, 'utf8')) as Record<string, Spelling>
}

/** Records what was found; a language that this machine cannot check keeps what was found before. */
export async function writeSpellings(found: Readonly<Record<string, Spelling>>): Promise<void> {
  const all = { ...(await readSpellings()), ...found }
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  await writeFile(recordFile, await formatJson(sorted, recordFile))
}
