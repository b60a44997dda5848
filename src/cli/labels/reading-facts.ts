import type { Reading, ReadingEvent } from '../../model/reading.ts'
import { isPublished, publishedFrom, type StopRules } from '../../model/stop-rules.ts'
import { instantOf } from '../../manage/instants.ts'
import { cell } from '../print.ts'

/** A reading in the form that programs read. */
export function readingFacts(reading: Reading, rules: StopRules, nowMs: number) {
  return {
    text: reading.text,
    state: reading.state,
    confidence: reading.confidence,
    raw_confidence: reading.rawConfidence,
    alternatives: reading.alternatives,
    entropy_bits: entropyOf(reading),
    answers: reading.answers,
    networks: reading.networks,
    agreement: reading.agreement,
    attack: reading.attack,
    first_answer: instantOf(reading.firstAnswerAtMs),
    last_answer: instantOf(reading.lastAnswerAtMs),
    engine: reading.engine,
    ...publishing(reading, rules, nowMs),
  }
}

/** Whether an accepted reading is published, and from when; null if it is not accepted. */
export function publishing(
  { state, lastAnswerAtMs }: Reading,
  rules: StopRules,
  nowMs: number,
): { published: boolean; publishes_from: string | null } {
  if (state !== 'accepted') return { published: false, publishes_from: null }
  return {
    published: isPublished(lastAnswerAtMs, rules, nowMs),
    publishes_from: instantOf(publishedFrom(lastAnswerAtMs, rules)),
  }
}

/**
 * How uncertain a reading still is, in bits; the probability that belongs to none of the texts counts as one
 * more text.
 */
export function entropyOf({ confidence, alternatives }: Reading): number {
  const shares = [confidence, ...alternatives.map((of) => of.confidence)]
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0)
  const bits = [...shares, rest].map((share) => (share > 0 ? -share * Math.log2(share) : 0))
  return bits.reduce((sum, of) => sum + of, 0)
}

/** One change of a reading in the form that programs read. */
export function eventFacts(event: ReadingEvent) {
  return {
    at: instantOf(event.atMs),
    state: event.state,
    text: event.text,
    confidence: event.confidence,
    was_state: event.wasState,
    was_text: event.wasText,
    cause: event.cause,
  }
}

const decimals = 4

/** A share from 0 to 1 as people read it; it is never rounded up to 1. */
export function shareText(share: number): string {
  return share < 1 && share.toFixed(decimals) === '1.0000' ? '0.9999' : share.toFixed(decimals)
}

/** A text within a line, in quotation marks. */
export function quoted(text: string): string {
  return `“${cell(text)}”`
}

/** Texts with their probabilities, for people. */
export function alternativesText({ alternatives }: Pick<Reading, 'alternatives'>): string {
  return (
    alternatives
      .map(({ text, confidence }) => `${quoted(text)} ${shareText(confidence)}`)
      .join(', ') || 'none'
  )
}
