import type { KeyOf, TextTask } from './answers.ts'
import { buildNetwork, noWord, type NetworkSlot } from './network.ts'
import { formsOf, layOutLines, medoidOf, type TextSheet } from './sheet.ts'
import { countWords } from './word-ballot.ts'

/** What a published method reads, with the share of the answers that say so. */
export type PlainReading = {
  text: string
  share: number
  others: readonly { text: string; share: number }[]
}

/** The text that most gave; if several are equal, the first by code unit. */
export function readPlurality(task: TextTask, keyOf: KeyOf): PlainReading | null {
  const { counts, forms, votes } = countWords(task, keyOf)
  const ranked = counts
    .map((count, key) => ({ text: forms[key] ?? '', share: count / votes.length }))
    .toSorted((a, b) => b.share - a.share)
  const [first, ...others] = ranked
  return first ? { ...first, others } : null
}

/** The answer nearest to all others, by the share of its characters that would have to be edited. */
export function readMedoid(task: TextTask, keyOf: KeyOf): PlainReading | null {
  const sheet = layOutLines(task, keyOf)
  if (sheet.lines.length === 0) return null
  const votes = votesOf(sheet)
  const all = votes.reduce((sum, one) => sum + one, 0)
  const best = medoidOf(sheet, votes)
  const readings = sheet.lines.map(({ forms }, line) => ({
    text: forms.join(' '),
    share: (votes[line] ?? 0) / all,
  }))
  const others = readings.filter((_, line) => line !== best)
  return {
    text: '',
    share: 0,
    ...readings[best],
    others: others.toSorted((a, b) => b.share - a.share),
  }
}

/**
 * ROVER as in crowd-kit: every answer counts alike, and ties go to the larger word. Answers are taken in the
 * order of their texts instead of the file's, so that the result does not depend on their order.
 */
export function readRover(task: TextTask, keyOf: KeyOf): PlainReading | null {
  const sheet = layOutLines(task, keyOf)
  if (sheet.lines.length === 0) return null
  const votes = votesOf(sheet)
  const lines = sheet.lines.map(({ words }) => words)
  const slots = buildNetwork(lines, [...lines.keys()]).map((slot) => readSlot(sheet, slot, votes))
  const shares = slots.reduce((sum, { share }) => sum + share, 0)
  const words = slots.map(({ form }) => form).filter((form) => form !== '')
  return { text: words.join(' '), share: shares / Math.max(1, slots.length), others: [] }
}

function votesOf({ lines }: TextSheet): Float64Array {
  return Float64Array.from(lines, ({ workers }) => workers.length)
}

function readSlot(
  sheet: TextSheet,
  slot: NetworkSlot,
  votes: Float64Array,
): { form: string; share: number } {
  const sums = slot.voters.map((of) => of.reduce((sum, { line }) => sum + (votes[line] ?? 0), 0))
  const all = sums.reduce((sum, one) => sum + one, 0)
  const keyAt = (at: number): string => sheet.keys[slot.words[at] ?? noWord] ?? ''
  let best = 0
  for (let at = 1; at < sums.length; at++) {
    const [own = 0, top = 0] = [sums[at], sums[best]]
    if (own > top || (own === top && keyAt(at) > keyAt(best))) best = at
  }
  return { form: formsOf(sheet, slot)[best] ?? '', share: (sums[best] ?? 0) / all }
}
