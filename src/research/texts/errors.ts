import { countEdits, signsOf } from '../../text/edits.ts'

/** A text as it was read, and as it is. Both are normalised as the data set's own scoring says. */
export type ReadText = { read: string; truth: string }

/** Errors of texts, as shares: of the texts, or of the words or characters of the truth. */
export type TextErrors = {
  count: number
  /** The share of the texts without an error. */
  exact: number
  /** Word error rate of each text, averaged over texts: CrowdSpeech's measure. */
  averageWordErrorRate: number
  /** Word edits of all texts, divided by the words of all truths. */
  wordErrorRate: number
  characterErrorRate: number
}

/** The words of a text: what is between blanks. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '')
}

/** How many words must be inserted, deleted or changed. */
export function countWordErrors({ read, truth }: ReadText): number {
  const numbers = new Map<string, number>()
  const numbered = (text: string): number[] =>
    wordsOf(text).map((word) => {
      const number = numbers.get(word) ?? numbers.size
      numbers.set(word, number)
      return number
    })
  return countEdits(numbered(truth), numbered(read))
}

/** How many characters must be inserted, deleted or changed. */
export function countCharacterErrors({ read, truth }: ReadText): number {
  return countEdits(signsOf(truth), signsOf(read))
}

/** Errors over many texts. A truth without words counts as one word. All are 0 if there are no texts. */
export function measureErrors(texts: readonly ReadText[]): TextErrors {
  const sums = { exact: 0, rates: 0, wordErrors: 0, words: 0, signErrors: 0, signs: 0 }
  for (const text of texts) {
    const wordErrors = countWordErrors(text)
    const words = Math.max(1, wordsOf(text.truth).length)
    sums.exact += text.read === text.truth ? 1 : 0
    sums.rates += wordErrors / words
    sums.wordErrors += wordErrors
    sums.words += words
    sums.signErrors += countCharacterErrors(text)
    sums.signs += Math.max(1, signsOf(text.truth).length)
  }
  const count = texts.length
  return {
    count,
    exact: sums.exact / Math.max(1, count),
    averageWordErrorRate: sums.rates / Math.max(1, count),
    wordErrorRate: sums.wordErrors / Math.max(1, sums.words),
    characterErrorRate: sums.signErrors / Math.max(1, sums.signs),
  }
}
