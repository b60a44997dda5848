import type { Item } from './item.ts'
import type { Label } from './challenge.ts'

/**
 * How far the labels of an item agree: `open` ones are too few to say, `provisional` ones agree but are
 * few, `accepted` ones are what the archive is given, `contested` ones do not agree.
 */
export type ReadingState = 'open' | 'provisional' | 'accepted' | 'contested'

/** Another text or class that labels of the same item gave. */
export type Alternative = { text: string; confidence: number }

/** What the labels of an item agree on. */
export type Reading = {
  itemId: string
  corpus: string
  /** The text as most have written it, or the class. */
  text: string
  state: ReadingState
  /** From 0 to 1. */
  confidence: number
  /** How many labels were counted. */
  answers: number
  /** What else was said, the likeliest first. */
  alternatives: readonly Alternative[]
  firstAnswerAtMs: number
  lastAnswerAtMs: number
  settledAtMs: number
  /** By what rule it was settled. */
  engine: string
}

/** Up to where the labels of a corpus have been settled: the last one's time, challenge and item. */
export type LabelMark = { givenAtMs: number; challengeId: string; itemId: string }

/** An item with its reading, where it has one, and the size of the picture it is on. */
export type ReadItem = {
  item: Item
  reading: Reading | null
  widthPixels: number
  heightPixels: number
}

/** Keeps what labels agree on. Every promise is kept only when the change would outlive a kill. */
export type Readings = {
  /** Keeps readings in place of older ones of the same items, and how far the corpus is settled, in one commit. */
  keep(readings: readonly Reading[], settled: { corpus: string; untilMs: number }): Promise<void>
  find(itemId: string): Promise<Reading | null>
  /** Until when the labels of a corpus are settled; 0 where none are. */
  settledUntil(corpus: string): Promise<number>
  /** Where labels of a corpus were given, in the order of their time, those behind `after`. */
  listMarks(corpus: string, after: LabelMark, limit: number): Promise<LabelMark[]>
  /** Labels of an item in the order of their time: the first so many. */
  labelsOf(itemId: string, limit: number): Promise<Label[]>
  /** How many readings of a corpus are in each state. */
  count(corpus: string): Promise<Record<ReadingState, number>>
  /** All items of a source with their readings, in the order of their ids. */
  ofSource(sourceId: string): Promise<ReadItem[]>
  /**
   * All items whose region is in a document of the archive, and those of the pictures that it tells of, with
   * their readings, in the order of their ids.
   */
  ofDocument(corpus: string, path: string): Promise<ReadItem[]>
}
