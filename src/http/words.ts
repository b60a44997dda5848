import type { Language } from '../model/language.ts'
import { keepAskedVersions, type Build, type FindFile } from './published-files.ts'

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

/**
 * Opens the words that the build gathered. There are many languages, and a service speaks few: each file is read and
 * kept, so that its address outlives an upgrade, when somebody first looks for it.
 */
export async function openWords(build: Build): Promise<Words> {
  const languages = await readLanguageList(build)
  const files = languages.map(({ version, file }) => {
    const read = async () => new Map([[file, await build.read(`words/${version}/${file}`)]])
    return [version, read] as const
  })
  return { languages, find: keepAskedVersions(new Map(files), build.kept) }
}
