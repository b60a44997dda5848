import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sentence } from '../../src/wire/words.ts'
import { formatJson } from './format.ts'
import { wordsFolder } from '../words.ts'

/** What people have decided about the sentences of a language: a file `words/reviewed/<tag>.json`, if any. */
export type Review = {
  /** The sentences that a person who speaks the language has read and found good, each with a hash of its text. */
  person?: Readonly<Record<string, string>>
  /** Sentences that are rightly the same as in English, and English words that belong to the language, too. */
  asInEnglish?: readonly string[]
  /** Letters and marks that the language uses beside those that CLDR lists. */
  characters?: string
  /** Right words that the dictionary lacks. */
  spelled?: readonly string[]
}

const hashDigits = 12
const reviewFolder = join(wordsFolder, 'reviewed')

/** Reads the reviews of all languages, by tag. */
export async function readReviews(folder = reviewFolder): Promise<Map<string, Review>> {
  const names = await readdir(folder).catch(() => [])
  const reviews = new Map<string, Review>()
  for (const name of names.filter((file) => file.endsWith('.json')))
    reviews.set(
      name.replace('.json', ''),
      JSON.parse(await readFile(join(folder, name), 'utf8')) as Review,
    )
  return reviews
}

/** Writes the review of a language. */
export async function writeReview(
  tag: string,
  review: Review,
  folder = reviewFolder,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${tag}.json`)
  await writeFile(path, await formatJson(review, path))
}

/** The hash by which a review knows a sentence: another text is another sentence. */
export function hashOf(sentence: Sentence): string {
  return createHash('sha256').update(JSON.stringify(sentence)).digest('hex').slice(0, hashDigits)
}
