import { commonestForm, compareTexts, sortAnswers, type KeyOf, type TextTask } from './answers.ts'
import { distanceBetween, signsOf } from '../../text/edits.ts'
import { wordsOf } from './errors.ts'
import { noWord, type NetworkSlot, type NetworkWords } from './network.ts'

/** A line as some have written it, identical to the character. */
export type Line = {
  /** As written, word by word; `words` are their numbers. */
  forms: readonly string[]
  words: NetworkWords
  workers: readonly number[]
}

/** The different lines that were written for one item, and how far apart they are. */
export type TextSheet = {
  lines: readonly Line[]
  /** Match keys by number; 0 is no word. */
  keys: readonly string[]
  /** The distance of two lines, row by row, from 0 to 1. */
  distances: Float64Array
  distanceTo: (forms: readonly string[]) => Float64Array
}

const sheetLimits = {
  /** Different lines that are aligned: those that most wrote. */
  linesMax: 32,
  /** Longer lines are compared word by word, shorter ones character by character. */
  comparedSignsMax: 500,
} as const

/** Lays out the answers to an item as lines of words. */
export function layOutLines(task: TextTask, keyOf: KeyOf): TextSheet {
  const numbers = new Map<string, number>([['', noWord]])
  const numbered = (form: string): number => {
    // A word with no characters that a key is made of, such as a dash, is its own key.
    const key = keyOf(form) || form
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  }
  const lines = distinctLines(task).map(({ forms, workers }) => ({
    forms,
    workers,
    words: Uint32Array.from(forms, numbered),
  }))
  const longest = Math.max(0, ...lines.map(({ forms }) => forms.join(' ').length))
  const isBySign = longest <= sheetLimits.comparedSignsMax
  const measured = (forms: readonly string[]): ArrayLike<number> =>
    isBySign
      ? signsOf(forms.map((form) => keyOf(form) || form).join(' '))
      : Uint32Array.from(forms, numbered)
  const rulers = lines.map(({ forms }) => measured(forms))
  const distances = distancesOf(rulers)
  const distanceTo = (forms: readonly string[]): Float64Array => {
    const other = measured(forms)
    return Float64Array.from(rulers, (ruler) => distanceBetween(ruler, other))
  }
  return { lines, keys: [...numbers.keys()], distances, distanceTo }
}

// Those that most wrote come first, so that they are kept if there are too many.
function distinctLines(task: TextTask): { forms: string[]; workers: number[] }[] {
  const byText = new Map<string, { forms: string[]; workers: number[] }>()
  for (const { text, worker } of sortAnswers(task)) {
    const forms = wordsOf(text)
    if (forms.length === 0) continue
    const line = byText.get(forms.join(' ')) ?? { forms, workers: [] }
    line.workers.push(worker)
    byText.set(forms.join(' '), line)
  }
  return [...byText]
    .toSorted(
      ([a, one], [b, other]) => other.workers.length - one.workers.length || compareTexts(a, b),
    )
    .slice(0, sheetLimits.linesMax)
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([, line]) => line)
}

function distancesOf(rulers: readonly ArrayLike<number>[]): Float64Array {
  const count = rulers.length
  const distances = new Float64Array(count * count)
  for (const [row, one] of rulers.entries())
    for (const [column, other] of rulers.entries()) {
      if (column >= row) continue
      const distance = distanceBetween(one, other)
      distances[row * count + column] = distance
      distances[column * count + row] = distance
    }
  return distances
}

/** The line that is nearest to all weighted lines: the medoid; the first if several are equal. */
export function medoidOf({ lines, distances }: TextSheet, weights: Float64Array): number {
  let best = 0
  let least = Infinity
  for (let row = 0; row < lines.length; row++) {
    let sum = 0
    for (let column = 0; column < lines.length; column++)
      sum += (distances[row * lines.length + column] ?? 0) * (weights[column] ?? 0)
    if (sum < least) [best, least] = [row, sum]
  }
  return best
}

/** The weight of each line of a sheet: the sum over those who wrote it. */
export function weighLines({ lines }: TextSheet, workerWeights: Float64Array): Float64Array {
  return Float64Array.from(lines, ({ workers }) =>
    workers.reduce((sum, worker) => sum + (workerWeights[worker] ?? 0), 0),
  )
}

/** The form in which each word of a slot is returned: as most wrote it there. */
export function formsOf({ lines }: TextSheet, { voters }: NetworkSlot): string[] {
  return voters.map((of) =>
    commonestForm(
      of.flatMap(({ line, place }) => {
        const form = lines[line]?.forms[place] ?? ''
        return (lines[line]?.workers ?? []).map(() => form)
      }),
    ),
  )
}
