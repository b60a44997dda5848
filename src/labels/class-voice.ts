import type { ClassVoice } from './voice.ts'

/**
 * One answer to an item with this many classes, by a visitor with this confusion matrix (truth by answer,
 * flat).
 */
export type ClassAnswer = {
  given: number
  classCount: number
  confusion: ArrayLike<number>
  isPerson: boolean
  /** What is learned: how often each class was given when each was the truth. */
  counts: readonly Float64Array[]
}

/**
 * Hears an answer to a choice of classes. On a clear item the visitor's confusion matrix says how likely it
 * is (Dawid and Skene 1979); on an unclear one it is closer to a guess.
 */
export function hearClass(answer: ClassAnswer): ClassVoice {
  const { given, classCount, confusion, counts, isPerson } = answer
  const likely = (truth: number, clarity: number): number =>
    clarity * (confusion[truth * classCount + given] ?? 0)
  return {
    isPerson,
    own: given,
    table: null,
    again: 1,
    supports: (candidate) => candidate === given,
    likelihoodOf: (truth, clarity) => likely(truth, clarity) + (1 - clarity) / classCount,
    learn: (candidate, clarity, amount) => {
      const own = likely(candidate, clarity)
      const known = own / (own + (1 - clarity) / classCount)
      const at = candidate * classCount + given
      for (const count of counts) count[at] = (count[at] ?? 0) + amount * known
    },
  }
}
