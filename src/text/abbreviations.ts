import { abbreviationLimits } from '../model/corpus.ts'

type Abbreviations = Readonly<Record<string, string>>
type Fold = (word: string) => string

const wordsMax = 1_000
/** Marks that may stand before and after a word without being part of it. */
const opening = /^[\p{Ps}\p{Pi}"'„‚]+/u
const closing = /[\p{P}\p{S}]$/u
const closingMax = 4

/**
 * Expands the abbreviations in a text, word by word. A word matches if it folds to the same with its points
 * and marks, or without the marks around it. The expansion is not expanded again.
 */
export function expandWords(text: string, abbreviations: Abbreviations, fold: Fold): string {
  const meanings = meaningsOf(abbreviations, fold)
  if (meanings.size === 0) return text
  const words = text.trim().split(/\s+/u, wordsMax + 1)
  if (words.length > wordsMax) return text
  return words.map((word) => expandWord(word, meanings, fold)).join(' ')
}

function meaningsOf(abbreviations: Abbreviations, fold: Fold): Map<string, string> {
  const { count, chars } = abbreviationLimits
  const few = Object.entries(abbreviations).slice(0, count)
  return new Map(few.map(([word, meaning]) => [fold(word), meaning.slice(0, chars)]))
}

function expandWord(word: string, meanings: ReadonlyMap<string, string>, fold: Fold): string {
  let inner = word
  for (let cut = 0; cut <= closingMax; cut++) {
    const meaning = meanings.get(fold(inner)) ?? meanings.get(fold(inner.replace(opening, '')))
    if (meaning !== undefined) return meaning
    if (!closing.test(inner)) return word
    inner = inner.replace(closing, '')
  }
  return word
}
