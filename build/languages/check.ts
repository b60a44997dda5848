import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format } from 'prettier'
import { checks } from './checks.ts'
import { readLanguages, type CheckedLanguage } from './language.ts'
import { writeReview } from './review.ts'
import { reviewAll } from './status.ts'
import { writeTable } from './table.ts'

const tableFile = join(import.meta.dirname, '../../docs/contributor/language-table.md')

/** The table's page as it is, and as it should be. */
export async function compareTable(): Promise<{ is: string; shouldBe: string }> {
  const table = writeTable(await readLanguages(), checks)
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

async function main(words: readonly string[]): Promise<void> {
  const [flags, tags] = [words.filter(isFlag), words.filter((word) => !isFlag(word))]
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
  if (flags.includes('--reviewed') && tags.length > 0)
    for (const language of wanted) await writeReview(language.tag, reviewAll(language))
  if (flags.includes('--write')) await writeFile(tableFile, (await compareTable()).shouldBe)
}

function isFlag(word: string): boolean {
  return word.startsWith('--')
}

if (import.meta.main) await main(process.argv.slice(2))
