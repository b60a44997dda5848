import type { ReadItem, Reading } from '../../../model/reading.ts'
import { isPublished, type StopRules } from '../../../model/stop-rules.ts'

/** Which readings to export: those accepted and published, or all that visitors gave, with their doubts. */
export type Which = 'gold' | 'all'

/** Which readings an export includes, by the rules of the corpus at its time. */
export type Choice = { which: Which; stopRules: StopRules; nowMs: number }

/** Says whether a reading is exported as a text. What the archive knows or has dropped stays as it is. */
export function isExported(read: ReadItem, choice: Choice): boolean {
  return canBeExported(read) && isChosen(read.reading, choice)
}

/** Says whether a reading is listed in a table, which also lists readings without a text if all are asked for. */
export function isListed(read: ReadItem, choice: Choice): boolean {
  return (
    canBeExported(read) && (isChosen(read.reading, choice) || isRefusedText(read.reading, choice))
  )
}

/** Says whether visitors read something other than the text that the archive knows. */
export function isDoubt(
  { item, reading }: ReadItem,
  choice: Choice,
  isSame: (a: string, b: string) => boolean,
): boolean {
  return (
    item.status === 'known' &&
    item.stage !== 'dropped' &&
    item.label !== null &&
    isChosen(reading, choice) &&
    !isSame(item.label, reading.text)
  )
}

/** Says whether a reading is accepted but still in quarantine. */
export function isHeldBack(
  { state, lastAnswerAtMs }: Reading,
  { stopRules, nowMs }: Omit<Choice, 'which'>,
): boolean {
  return state === 'accepted' && !isPublished(lastAnswerAtMs, stopRules, nowMs)
}

/** The state of a reading as written beside it. */
export function stateText(reading: Reading, choice: Choice): string {
  return isHeldBack(reading, choice) ? 'accepted, in quarantine' : reading.state
}

/** The remark on a reading that is not gold. */
export function doubtOf(reading: Reading, choice: Choice): string | null {
  const { state, answers } = reading
  if (state === 'accepted' && !isHeldBack(reading, choice)) return null
  return `Incipit: ${stateText(reading, choice)}, ${answers} ${answers === 1 ? 'answer' : 'answers'}`
}

// A word that is no longer found in its line cannot be exported.
function canBeExported({ item }: ReadItem): boolean {
  return (
    item.status !== 'known' &&
    item.stage !== 'dropped' &&
    (item.lineId === null || item.place !== null)
  )
}

function isChosen(reading: Reading | null, choice: Choice): reading is Reading {
  if (!reading) return false
  if (choice.which === 'gold') return reading.state === 'accepted' && !isHeldBack(reading, choice)
  return ['accepted', 'provisional', 'contested'].includes(reading.state)
}

function isRefusedText(reading: Reading | null, { which }: Choice): boolean {
  return which === 'all' && (reading?.state === 'unreadable' || reading?.state === 'rejected')
}
