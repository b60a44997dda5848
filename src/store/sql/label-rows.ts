import type { Label, Verdict } from '../../model/answer.ts'
import type { Role } from '../../model/item.ts'
import type { NetworkRecord, KeptFit } from '../../model/fit.ts'
import type {
  Alternative,
  Decision,
  KnownAnswer,
  LogLine,
  Reading,
  ReadingCause,
  ReadingEvent,
  ReadingState,
} from '../../model/reading.ts'
import type { Row } from './sql.ts'
import { json, number, text, textOrNull } from './columns.ts'
/** A row of `labels`. */
export function labelOf(row: Row): Label {
  return {
    itemId: text(row, 'item_id'),
    challengeId: text(row, 'challenge_id'),
    corpus: text(row, 'corpus'),
    given: text(row, 'given'),
    keyword: textOrNull(row, 'keyword'),
    weight: number(row, 'weight'),
    knownAsked: number(row, 'known_asked'),
    verdict: text(row, 'verdict') as Verdict,
    networkHash: text(row, 'network_hash'),
    elapsedMs: number(row, 'elapsed_ms'),
    givenAtMs: number(row, 'given_at_ms'),
  }
}

/** A row of `known_answers`. */
export function knownAnswerOf(row: Row): KnownAnswer {
  return {
    itemId: text(row, 'item_id'),
    challengeId: text(row, 'challenge_id'),
    corpus: text(row, 'corpus'),
    given: text(row, 'given'),
    keyword: textOrNull(row, 'keyword'),
    isRight: number(row, 'is_right') === 1,
    verdict: text(row, 'verdict') as Verdict,
    networkHash: text(row, 'network_hash'),
    givenAtMs: number(row, 'given_at_ms'),
  }
}

/** A row of the log, for items that were known or unknown at that time. */
export function logLineOf(row: Row, role: Role): LogLine {
  return {
    itemId: text(row, 'item_id'),
    challengeId: text(row, 'challenge_id'),
    given: text(row, 'given'),
    keyword: textOrNull(row, 'keyword'),
    role,
    isRight: role === 'known' ? number(row, 'is_right') === 1 : null,
    verdict: text(row, 'verdict') as Verdict,
    knownRight: Math.round(number(row, 'known_right')),
    knownAsked: number(row, 'known_asked'),
    networkHash: text(row, 'network_hash'),
    elapsedMs: number(row, 'elapsed_ms'),
    givenAtMs: number(row, 'given_at_ms'),
  }
}

/** A row of `decisions`. */
export function decisionOf(row: Row): Decision {
  return {
    itemId: text(row, 'item_id'),
    corpus: text(row, 'corpus'),
    decision: text(row, 'decision') as Decision['decision'],
    text: textOrNull(row, 'text'),
    decidedAtMs: number(row, 'decided_at_ms'),
  }
}

/** A row of `fits`. */
export function fitOf(row: Row): KeptFit {
  return {
    corpus: text(row, 'corpus'),
    engine: text(row, 'engine'),
    untilMs: number(row, 'until_ms'),
    labels: number(row, 'labels'),
    fittedAtMs: number(row, 'fitted_at_ms'),
    recalls: number(row, 'recalls'),
    isStale: number(row, 'is_stale') === 1,
    parameters: text(row, 'parameters'),
  }
}

/** A row of `network_records`. */
export function networkRecordOf(row: Row): NetworkRecord {
  return {
    networkHash: text(row, 'network_hash'),
    knownAsked: number(row, 'known_asked'),
    knownRight: number(row, 'known_right'),
    compared: number(row, 'compared'),
    agreed: number(row, 'agreed'),
    isHeld: number(row, 'is_held') === 1,
  }
}

/** A row of `reading_events`. */
export function readingEventOf(row: Row): ReadingEvent {
  return {
    itemId: text(row, 'item_id'),
    corpus: text(row, 'corpus'),
    atMs: number(row, 'at_ms'),
    state: text(row, 'state') as ReadingState,
    text: text(row, 'text'),
    confidence: number(row, 'confidence'),
    wasState: textOrNull(row, 'was_state') as ReadingState | null,
    wasText: textOrNull(row, 'was_text'),
    cause: text(row, 'cause') as ReadingCause,
  }
}

function readAlternatives(row: Row): Alternative[] | null {
  try {
    const read = json(row, 'alternatives')
    return Array.isArray(read) ? (read as Alternative[]) : null
  } catch {
    return null
  }
}

/** Says whether a row of `readings` is damaged. */
export function isDamaged(row: Row): boolean {
  return readAlternatives(row) === null
}

function alternativesOf(row: Row): Alternative[] {
  const read = readAlternatives(row)
  if (read) return read
  const mend = `\`incipit labels rebuild --corpus ${text(row, 'corpus')}\` mends it`
  throw new Error(`The kept reading of item ${text(row, 'item_id')} is damaged; ${mend}.`)
}

/** A row of `readings`, whose confidence goes by another name beside that of the item. */
export function readingOf(row: Row): Reading {
  return {
    itemId: text(row, 'item_id'),
    corpus: text(row, 'corpus'),
    text: text(row, 'text'),
    state: text(row, 'state') as ReadingState,
    confidence: number(row, 'reading_confidence'),
    rawConfidence: number(row, 'raw_confidence'),
    answers: number(row, 'answers'),
    networks: number(row, 'networks'),
    agreement: number(row, 'agreement'),
    attack: number(row, 'attack'),
    alternatives: alternativesOf(row),
    firstAnswerAtMs: number(row, 'first_answer_at_ms'),
    lastAnswerAtMs: number(row, 'last_answer_at_ms'),
    engine: text(row, 'engine'),
  }
}
