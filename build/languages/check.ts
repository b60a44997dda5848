import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format } from 'prettier'
import { checks } from './checks.ts'
import { compareWithAltcha } from './compare.ts'
import { readLanguages, type CheckedLanguage } from './language.ts'
import { writeReview } from './review.ts'
import {
  checkSpelling,
  findDictionary,
  findUnknownWords,
  readSpellings,
  writeSpellings,
  type Spelling,
} from './spelling.ts'
import { reviewAll } from './status.ts'
import { writeTable } from './table.ts'

const tableFile = join(import.meta.dirname, '../../docs/contributor/language-table.md')

/** The table's page as it is, and as it should be. */
export async function compareTable(): Promise<{ is: string; shouldBe: string }> {
  const table = writeTable(await readLanguages(), checks, await readSpellings())
  return {
    is: await readFile(tableFile, 'utf8'),
    shouldBe: await format(table, { parser: 'markdown' }),
  }
}

/** Every fault of a language, each in a line. */
export function listFaults(language: CheckedLanguage): string[] {
  return checks.flatMap(({ name, canCheck, findFaults }) => {
    const faults = canCheck(language.tag) ? findFaults(language) : []
    return faults.map(({ sentence, fault }) => {
      return `${language.tag}: ${name}: ${sentence ?? 'the file'}: ${fault}`
    })
  })
}

/** What else can be done with the languages that were named, in this order. */
const actions: Readonly<Record<string, (languages: readonly CheckedLanguage[]) => Promise<void>>> =
  {
    '--spelling': async (languages) => {
      for (const language of languages) {
        const spelling = spell(language)
        const unknown = spelling && findUnknownWords(language, spelling)
        console.log(`${language.tag}: spelling: ${unknown?.join(' ') ?? 'not checked'}`)
      }
    },
    '--compare': reportComparison,
    '--reviewed': async (languages) => {
      for (const language of languages) await writeReview(language.tag, reviewAll(language))
    },
    '--write': async (languages) => {
      const found = languages.flatMap((language) => {
        const spelling = spell(language)
        return spelling ? [[language.tag, spelling] as const] : []
      })
      await writeSpellings(Object.fromEntries(found))
      await writeFile(tableFile, (await compareTable()).shouldBe)
    },
  }

function spell(language: CheckedLanguage): Spelling | null {
  return checkSpelling(language, findDictionary(language.tag))
}

async function reportComparison(languages: readonly CheckedLanguage[]): Promise<void> {
  for (const language of languages)
    for (const { sentence, ours, theirs, isAlike } of compareWithAltcha(language))
      if (!isAlike) console.log(`${language.tag}: ${sentence}: “${ours}”, altcha: “${theirs}”`)
}

async function main(words: readonly string[]): Promise<void> {
  const [flags, tags] = [words.filter(isFlag), words.filter((word) => !isFlag(word))]
  const unknown = flags.filter((flag) => !Object.hasOwn(actions, flag))
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}`)
  // A person reads one language, not all.
  if (flags.includes('--reviewed') && tags.length === 0)
    throw new Error('reviewed: which language?')
  const languages = await readLanguages()
  const wanted = languages.filter(({ tag }) => tags.length === 0 || tags.includes(tag))
  const missing = tags.filter((tag) => !languages.some((language) => language.tag === tag))
  const faults = [
    ...missing.map((tag) => `${tag}: there is no file`),
    ...wanted.flatMap(listFaults),
  ]
  for (const fault of faults) console.log(fault)
  console.log(`languages: ${wanted.length}, faults: ${faults.length}`)
  if (faults.length > 0) process.exitCode = 1
  for (const [flag, act] of Object.entries(actions)) if (flags.includes(flag)) await act(wanted)
}

function isFlag(word: string): boolean {
  return word.startsWith('--')
}

if (import.meta.main) await main(process.argv.slice(2))
