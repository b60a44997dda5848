import type { ReadItem, Reading } from '../../model/reading.ts'
import { isPublished, type StopRules } from '../../model/stop-rules.ts'

/** Which readings go home: what is accepted and published, or all that visitors said, with its doubt. */
export type Which = 'gold' | 'all'

/** Which readings go home from an export, by the rules of the corpus as they are at its time. */
export type Choice = { which: Which; stopRules: StopRules; nowMs: number }

/** Says whether a reading goes home as a text. What the archive knows itself, or has dropped, stays as it is. */
export const goesHome = (read: ReadItem, choice: Choice): boolean =>
  hasWay(read) && isChosen(read.reading, choice)

/** Says whether a reading stands in a table: there also those that are no text, where all is wanted. */
export const isListed = (read: ReadItem, choice: Choice): boolean =>
  hasWay(read) && (isChosen(read.reading, choice) || isRefusedText(read.reading, choice))

/** Says whether visitors read something else than the archive where the archive knows the text. */
export const isDoubt = (
  { item, reading }: ReadItem,
  choice: Choice,
  isSame: (a: string, b: string) => boolean,
): boolean =>
  item.status === 'known' &&
  item.stage !== 'dropped' &&
  item.label !== null &&
  isChosen(reading, choice) &&
  !isSame(item.label, reading.text)

/** Says whether a reading is accepted, but may still be withdrawn before it is published. */
export const isHeldBack = (
  { state, lastAnswerAtMs }: Reading,
  { stopRules, nowMs }: Omit<Choice, 'which'>,
): boolean => state === 'accepted' && !isPublished(lastAnswerAtMs, stopRules, nowMs)

/** The state of a reading as it is written beside it. */
export const stateText = (reading: Reading, choice: Choice): string =>
  isHeldBack(reading, choice) ? 'accepted, in quarantine' : reading.state

/** What is to be said of a reading that is not gold. */
export const doubtOf = (reading: Reading, choice: Choice): string | null => {
  const { state, answers } = reading
  if (state === 'accepted' && !isHeldBack(reading, choice)) return null
  return `Incipit: ${stateText(reading, choice)}, ${answers} ${answers === 1 ? 'answer' : 'answers'}`
}

// A word that is not found in its line any more has no way home.
const hasWay = ({ item }: ReadItem): boolean =>
  item.status !== 'known' &&
  item.stage !== 'dropped' &&
  (item.lineId === null || item.place !== null)

const isChosen = (reading: Reading | null, choice: Choice): reading is Reading => {
  if (!reading) return false
  if (choice.which === 'gold') return reading.state === 'accepted' && !isHeldBack(reading, choice)
  return ['accepted', 'provisional', 'contested'].includes(reading.state)
}

const isRefusedText = (reading: Reading | null, { which }: Choice): boolean =>
  which === 'all' && (reading?.state === 'unreadable' || reading?.state === 'rejected')
