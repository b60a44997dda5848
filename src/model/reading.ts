import type { Label, Verdict } from './answer.ts'
import type { AuditLine } from './audit.ts'
import type { Item, ItemStatus, Role } from './item.ts'
import type { SourceExtent } from './source.ts'

/**
 * How far the labels of an item agree. `open`: too few to say. `provisional`: they agree, but not enough for
 * the rules of the corpus. `accepted`: what the archive receives. `contested`: enough answers and no
 * agreement, for a person to review. `unreadable`: visitors cannot read it. `rejected`: the archive does not
 * want the reading.
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
  /** The text as most wrote it, or the class. */
  text: string
  state: ReadingState
  /** How likely it is to be right, from 0 to 1, calibrated on items whose text is known. */
  confidence: number
  /** The same before calibration. */
  rawConfidence: number
  /** How many labels were counted: one per network. */
  answers: number
  /** How many networks gave this text. */
  networks: number
  /** The share of the counted labels that gave this text. */
  agreement: number
  /** How likely it is that some of the labels were given in collusion, from 0 to 1. */
  attack: number
  /** What else was said, most likely first. */
  alternatives: readonly Alternative[]
  firstAnswerAtMs: number
  lastAnswerAtMs: number
  /** The engine that settled it. */
  engine: string
}

/**
 * Why a reading changed: new labels, a refit to all labels, a recall of labels, or the archive's decision.
 */
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
 * A new or changed reading, or null if nothing is said about the item any more. `event` reports a change of
 * its state or text.
 */
export type ReadingChange = { itemId: string; reading: Reading | null; event: ReadingEvent | null }

/**
 * What the archive says about an item's reading; the latest counts. `reopen` takes an earlier decision back.
 */
export type Decision = {
  itemId: string
  corpus: string
  decision: 'accept' | 'reject' | 'reopen'
  /** The accepted text; null for the text of the reading, and for other decisions. */
  text: string | null
  decidedAtMs: number
}

/** An answer to an item from a time when it was known and decided. */
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

/** All that is known about an item and its labels. Its reading depends on nothing else, except the fit. */
export type Evidence = {
  /** The item with the status and label that the archive gave it, whatever the pool has made of it since. */
  item: Item
  /** Its status in the pool at that time. */
  poolStatus: ItemStatus
  /** In the order of their challenges' ids. */
  labels: readonly Label[]
  /** Answers to it as a known item, in the same order. */
  knownAnswers: readonly KnownAnswer[]
  /** The networks that said that nobody can read it. */
  unreadableNetworks: number
  /** The archive's last word; null if there is none. */
  decision: Decision | null
}

/**
 * The point up to which the labels of a corpus have been settled: the last one's time, challenge and item.
 */
export type LabelMark = { givenAtMs: number; challengeId: string; itemId: string }

/** One of the latest labels, with the text that the archive knows its item by; null if it knows none. */
export type LatestLabel = Label & { knownAs: string | null }

/** How far a corpus is settled: the time of the last label, and how many came since the last fit. */
export type Settlement = { untilMs: number; labelsSinceFit: number }

/** One line of the log: what one visitor said about one item, known or unknown to the service. */
export type LogLine = {
  itemId: string
  challengeId: string
  given: string
  keyword: string | null
  role: Role
  /** Whether the answer to a known item was right; null for an unknown one. */
  isRight: boolean | null
  verdict: Verdict
  /** For the known items of the same challenge: how many were right, and how many there were. */
  knownRight: number
  knownAsked: number
  networkHash: string
  elapsedMs: number
  givenAtMs: number
}

/** An item with its reading, if it has one, and the extent of its source. */
export type ReadItem = {
  /** As the archive gave it, whatever the pool has made of it since. */
  item: Item
  reading: Reading | null
  extent: SourceExtent
}

/**
 * Keeps what labels agree on. What is not of an organisation that is given is neither found nor changed. Every promise resolves only once the change would
 * survive a kill.
 */
export type Readings = {
  /**
   * Replaces readings of these items, and keeps the events and how far the corpus is settled, in one commit.
   */
  keep(changes: readonly ReadingChange[], settled: Settlement & { corpus: string }): Promise<void>
  find(organisation: string, itemId: string): Promise<Reading | null>
  /** The readings of these items of an organisation's corpus, in the order of their ids. */
  findAll(organisation: string, corpus: string, itemIds: readonly string[]): Promise<Reading[]>
  /**
   * Those of these items whose stored reading is damaged. Everything else that reads it fails and says so.
   */
  damagedOf(itemIds: readonly string[]): Promise<string[]>
  /**
   * The items of a corpus that have a stored reading, damaged or not, in their order, starting after `after`.
   */
  listKept(corpus: string, after: string, limit: number): Promise<string[]>
  /** How far a corpus is settled; zeros if it is not. */
  settlement(corpus: string): Promise<Settlement>
  /** When labels of a corpus were given, in the order of their time, starting after `after`. */
  listMarks(corpus: string, after: LabelMark, limit: number): Promise<LabelMark[]>
  /** The latest labels of an organisation's corpus, newest first. */
  listLatest(organisation: string, corpus: string, limit: number): Promise<LatestLabel[]>
  /**
   * Items, in the order of their ids and starting after `after`, whose evidence may have changed since a time
   * through anything but a label: decisions, reports and their reviews, and moves in the pool.
   */
  listTouched(corpus: string, sinceMs: number, after: string, limit: number): Promise<string[]>
  /** How many labels a corpus has, up to a time. */
  countLabels(organisation: string, corpus: string, untilMs: number): Promise<number>
  /** The first labels of an organisation's item, in the order of their challenges' ids. */
  labelsOf(organisation: string, itemId: string, limit: number): Promise<Label[]>
  /**
   * The evidence of the next items of a corpus that anything was said about, in the order of their ids,
   * starting after `after`: what was said up to a time, with the first two hundred labels of each item. Known
   * items that no longer decide are removed from the records that labels come with. It may leave out the
   * answers that known items got as known ones, because no reading is made of them.
   */
  walk(
    organisation: string,
    corpus: string,
    page: { after: string; limit: number; untilMs: number; leavesOutKnown?: boolean },
  ): Promise<Evidence[]>
  /** The evidence of these items, in the order of their ids. */
  evidenceOf(organisation: string, itemIds: readonly string[], untilMs: number): Promise<Evidence[]>
  /**
   * Lines of the log of an organisation's corpus for items that were then known, or unknown, in the order of
   * items and challenges, starting after `after`.
   */
  listLog(
    organisation: string,
    corpus: string,
    page: { role: Role; after: { itemId: string; challengeId: string }; limit: number },
  ): Promise<LogLine[]>
  /** How many readings of an organisation's corpus are in each state. */
  count(organisation: string, corpus: string): Promise<Record<ReadingState, number>>
  /**
   * Readings of an organisation's corpus in a state with their items, in the order of the items' ids,
   * starting after `after`.
   */
  list(
    organisation: string,
    corpus: string,
    page: { state: ReadingState; after: string; limit: number },
  ): Promise<ReadItem[]>
  /** The history of the reading of an organisation's item, oldest first: the last entries up to the limit. */
  history(organisation: string, itemId: string, limit: number): Promise<ReadingEvent[]>
  /**
   * Changes since a time to readings of an organisation's corpus that were accepted and no longer stand as
   * they were, oldest first.
   */
  listWithdrawn(
    organisation: string,
    corpus: string,
    page: { fromMs: number; limit: number },
  ): Promise<ReadingEvent[]>
  /**
   * Keeps the archive's decision on the reading of an organisation's item and writes the line, in one commit;
   * says whether it did.
   */
  decide(organisation: string, decision: Decision, line: AuditLine): Promise<boolean>
  /** All items of a source with their readings, in the order of their ids. */
  ofSource(organisation: string, sourceId: string): Promise<ReadItem[]>
  /**
   * All items whose region is in a document of the archive, and those of the pictures that it describes, with
   * their readings, in the order of their ids.
   */
  ofDocument(organisation: string, corpus: string, path: string): Promise<ReadItem[]>
}
