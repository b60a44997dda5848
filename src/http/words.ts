import type { Language } from '../model/language.ts'
import { keepVersions, type Build, type FindFile } from './published-files.ts'

/** The languages in which visitors are spoken to, and the files of words that browsers fetch. */
export type Words = {
  /** English is always among them. */
  languages: readonly Language[]
  find: FindFile
}

/** Reads which languages the build gathered, with the words that the service itself says in them. */
export async function readLanguageList(build: Pick<Build, 'read'>): Promise<readonly Language[]> {
  return JSON.parse(String(await build.read('words/languages.json'))) as Language[]
}

/** Reads the words that the build gathered, and keeps each file so that its address outlives an upgrade. */
export async function openWords(build: Build): Promise<Words> {
  const languages = await readLanguageList(build)
  const files = languages.map(async ({ version, file }) => {
    const bytes = await build.read(`words/${version}/${file}`)
    return [version, new Map([[file, bytes]])] as const
  })
  return { languages, find: await keepVersions(new Map(await Promise.all(files)), build.kept) }
}
