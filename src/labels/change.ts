import type {
  Reading,
  ReadingCause,
  ReadingChange,
  ReadingEvent,
  ReadingState,
} from '../model/reading.ts'

/** The state and text that were last reported for an item; null if none were. */
export type KeptReading = { state: ReadingState; text: string } | null

/** A kept reading, what it ought to be, and what was last reported for it. */
type Comparison = { was: Reading | null; is: Reading | null; standing: KeptReading }

/** The item that a change is of, its time and its cause. */
type About = { itemId: string; corpus: string; atMs: number; cause: ReadingCause }

/** What is reported for an item that has no reading any more. */
const nothing = { state: 'open', text: '', confidence: 0 } as const

/** The change that turns a kept reading into what it ought to be; null if it already is. */
export function changeOf({ was, is, standing }: Comparison, about: About): ReadingChange | null {
  if (isSameReading(was, is)) return null
  return { itemId: about.itemId, reading: is, event: eventOf(standing, is, about) }
}

/** Says whether two readings are the same, bit for bit. */
export function isSameReading(one: Reading | null, other: Reading | null): boolean {
  return JSON.stringify(one && valuesOf(one)) === JSON.stringify(other && valuesOf(other))
}

function valuesOf(reading: Reading): unknown[] {
  const { itemId, corpus, text, state, confidence, rawConfidence, answers, networks } = reading
  const { agreement, attack, firstAnswerAtMs, lastAnswerAtMs, engine } = reading
  const values = [itemId, corpus, text, state, confidence, rawConfidence, answers, networks]
  const others = reading.alternatives.map((one) => [one.text, one.confidence])
  return [...values, agreement, attack, others, firstAnswerAtMs, lastAnswerAtMs, engine]
}

function eventOf(
  standing: KeptReading,
  is: Reading | null,
  { itemId, corpus, atMs, cause }: About,
): ReadingEvent | null {
  const { state, text, confidence } = is ?? nothing
  const { state: wasState, text: wasText } = standing ?? { state: null, text: null }
  if (state === wasState && text === wasText) return null
  if (!is && !standing) return null
  return { itemId, corpus, atMs, state, text, confidence, wasState, wasText, cause }
}
