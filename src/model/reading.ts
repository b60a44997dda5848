import type { Label, Verdict } from './answer.ts'
import type { AuditLine } from './audit.ts'
import type { Item, ItemStatus, Role } from './item.ts'
import type { SourceExtent } from './source.ts'

/**
 * How far the labels of an item agree. `open`: too few to say; `provisional`: they agree, but not enough
 * for the rules of the corpus; `accepted`: what the archive is given; `contested`: enough answers and no
 * agreement, for a person to look at; `unreadable`: visitors cannot read it; `rejected`: the archive does
 * not want the reading.
 */
export const readingStates = [
  'open',
  'provisional',
  'accepted',
  'contested',
  'unreadable',
  'rejected',
] as const

/** One of these states. */
export type ReadingState = (typeof readingStates)[number]

/** Another text or class that labels of the same item gave, and how likely it is. */
export type Alternative = { text: string; confidence: number }

/** What the labels of an item agree on. */
export type Reading = {
  itemId: string
  corpus: string
  /** The text as most have written it, or the class. */
  text: string
  state: ReadingState
  /** How likely it is right, from 0 to 1, calibrated on items whose text is known. */
  confidence: number
  /** The same before it is calibrated. */
  rawConfidence: number
  /** How many labels were counted: one of each network. */
  answers: number
  /** How many networks gave this text. */
  networks: number
  /** The share of the counted labels that gave this text. */
  agreement: number
  /** How likely some of the labels were given in collusion, from 0 to 1. */
  attack: number
  /** What else was said, the likeliest first. */
  alternatives: readonly Alternative[]
  firstAnswerAtMs: number
  lastAnswerAtMs: number
  /** By what engine it was settled. */
  engine: string
}

/** Why a reading changed: new labels, a fit to all labels anew, a recall of labels, or the archive's decision. */
export type ReadingCause = 'labels' | 'refit' | 'recall' | 'decision'

/** One change of a reading: what it is from then on, and what it was (null for the first). */
export type ReadingEvent = {
  itemId: string
  corpus: string
  atMs: number
  state: ReadingState
  text: string
  confidence: number
  wasState: ReadingState | null
  wasText: string | null
  cause: ReadingCause
}

/**
 * A reading that is new or has changed, or null where nothing is said of the item any more; `event` tells of
 * it where its state or text changed.
 */
export type ReadingChange = { itemId: string; reading: Reading | null; event: ReadingEvent | null }

/** What the archive says of an item's reading; the latest counts. `reopen` takes an earlier one back. */
export type Decision = {
  itemId: string
  corpus: string
  decision: 'accept' | 'reject' | 'reopen'
  /** The text that is accepted; null for that of the reading, and in the other decisions. */
  text: string | null
  decidedAtMs: number
}

/** An answer that an item was given while it was known and decided. */
export type KnownAnswer = {
  itemId: string
  challengeId: string
  corpus: string
  given: string
  keyword: string | null
  isRight: boolean
  verdict: Verdict
  networkHash: string
  givenAtMs: number
}

/** All that is known of an item and its labels: the whole of what its reading depends on, beside the fit. */
export type Evidence = {
  /** The item with the status and label that the archive gave it, whatever the pool made of it since. */
  item: Item
  /** What it counted as in the pool at that time. */
  poolStatus: ItemStatus
  /** In the order of their challenges' ids. */
  labels: readonly Label[]
  /** Answers it was given as a known item, in the same order. */
  knownAnswers: readonly KnownAnswer[]
  /** The networks that said that nobody can read it. */
  unreadableNetworks: number
  /** The archive's last word; null where there is none. */
  decision: Decision | null
}

/** Up to where the labels of a corpus have been settled: the last one's time, challenge and item. */
export type LabelMark = { givenAtMs: number; challengeId: string; itemId: string }

/** How far a corpus is settled: the time of the last label, and how many came since the last fit. */
export type Settlement = { untilMs: number; labelsSinceFit: number }

/** One line of the log: what one visitor said of one item, known or unknown to the service. */
export type LogLine = {
  itemId: string
  challengeId: string
  given: string
  keyword: string | null
  role: Role
  /** Whether the item, being known, says so; null for an unknown one. */
  isRight: boolean | null
  verdict: Verdict
  /** Of the known items of the same challenge, and how many there were. */
  knownRight: number
  knownAsked: number
  networkHash: string
  elapsedMs: number
  givenAtMs: number
}

/** An item with its reading, where it has one, and the extent of its source. */
export type ReadItem = {
  /** As the archive gave it, whatever the pool made of it since. */
  item: Item
  reading: Reading | null
  extent: SourceExtent
}

/** Keeps what labels agree on. Every promise is kept only when the change would outlive a kill. */
export type Readings = {
  /** Keeps readings in place of older ones of the same items, the events, and how far the corpus is settled, in one commit. */
  keep(changes: readonly ReadingChange[], settled: Settlement & { corpus: string }): Promise<void>
  find(itemId: string): Promise<Reading | null>
  /** The readings of these items, in the order of their ids. */
  findAll(itemIds: readonly string[]): Promise<Reading[]>
  /** Those of these items whose kept reading is damaged: all else that reads it fails, and says so. */
  damagedOf(itemIds: readonly string[]): Promise<string[]>
  /** The items of a corpus that a reading is kept of, damaged or not, in their order, those behind `after`. */
  listKept(corpus: string, after: string, limit: number): Promise<string[]>
  /** How far a corpus is settled; zeros where it is not. */
  settlement(corpus: string): Promise<Settlement>
  /** Where labels of a corpus were given, in the order of their time, those behind `after`. */
  listMarks(corpus: string, after: LabelMark, limit: number): Promise<LabelMark[]>
  /**
   * Items, in the order of their ids and behind `after`, whose evidence may be another since a time by
   * anything but a label: decisions, reports and their reviews, and moves in the pool.
   */
  listTouched(corpus: string, sinceMs: number, after: string, limit: number): Promise<string[]>
  /** How many labels a corpus has, up to a time. */
  countLabels(corpus: string, untilMs: number): Promise<number>
  /** Labels of an item of an organisation, in the order of their challenges' ids: the first so many. */
  labelsOf(organisation: string, itemId: string, limit: number): Promise<Label[]>
  /**
   * The evidence of the next items of a corpus of which anything was said, in the order of their ids, those
   * behind `after`; what was said up to a time, and the first two hundred labels of each item. Known items
   * that decided and do so no more are struck from the records that labels come with.
   */
  walk(corpus: string, after: string, limit: number, untilMs: number): Promise<Evidence[]>
  /** The evidence of these items, in the order of their ids. */
  evidenceOf(itemIds: readonly string[], untilMs: number): Promise<Evidence[]>
  /**
   * Lines of the log of an organisation's corpus on items that were then known, or unknown, in the order of
   * items and challenges, those behind `after`.
   */
  listLog(
    organisation: string,
    corpus: string,
    page: { role: Role; after: { itemId: string; challengeId: string }; limit: number },
  ): Promise<LogLine[]>
  /** How many readings of an organisation's corpus are in each state. */
  count(organisation: string, corpus: string): Promise<Record<ReadingState, number>>
  /**
   * Readings of an organisation's corpus in a state with their items, in the order of the items' ids, those
   * behind `after`.
   */
  list(
    organisation: string,
    corpus: string,
    page: { state: ReadingState; after: string; limit: number },
  ): Promise<ReadItem[]>
  /** What became of the reading of an item of an organisation, the oldest first: the last so many. */
  history(organisation: string, itemId: string, limit: number): Promise<ReadingEvent[]>
  /**
   * What became of readings of an organisation's corpus that were accepted and no longer stand as they were,
   * from a time on, the oldest first.
   */
  listWithdrawn(
    organisation: string,
    corpus: string,
    page: { fromMs: number; limit: number },
  ): Promise<ReadingEvent[]>
  /**
   * Keeps what the archive decides of the reading of an organisation's item and writes the line, in one commit;
   * says whether it did.
   */
  decide(organisation: string, decision: Decision, line: AuditLine): Promise<boolean>
  /** All items of a source with their readings, in the order of their ids. */
  ofSource(sourceId: string): Promise<ReadItem[]>
  /**
   * All items whose region is in a document of the archive, and those of the pictures that it tells of, with
   * their readings, in the order of their ids.
   */
  ofDocument(corpus: string, path: string): Promise<ReadItem[]>
}
