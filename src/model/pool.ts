import type { AuditLine } from './audit.ts'
import type { ItemStage, ItemStatus, Role } from './item.ts'
import type { ReadingState } from './reading.ts'

/** An item that changes its role: read by visitors well enough to decide, or known and doubted. */
export type PoolMove = {
  itemId: string
  to: ItemStatus
  /** The text it decides by, or is doubted with. */
  label: string | null
  atMs: number
}

/** The change of a reading up to which the pool follows the readings: its time, item and number. */
export type EventMark = { atMs: number; itemId: string; number: number }

/** An item whose reading changed, with the current pool and reading; `state` is null if it has none. */
export type Unsettled = {
  mark: EventMark
  wasState: ReadingState | null
  state: ReadingState | null
  text: string | null
  /** The label that it decides by, or is doubted with, in the pool. */
  label: string | null
  role: Role
  stage: ItemStage
  isPromoted: boolean
  machineScore: number | null
}

/**
 * How far the pool of a corpus was refreshed: which changes of readings and which answers it has followed,
 * and when all items were checked, by which fit.
 */
export type Refreshed = {
  followed: EventMark
  answeredUntilMs: number
  fittedAtMs: number
  lookedAtMs: number
}

/**
 * How many items of a corpus decide, and how many are canaries. Fully shown ones do not count as canaries.
 */
export type PoolSize = { known: number; canaries: number }

/** Changes which items decide. Every promise resolves only once the change would survive a kill. */
export type Pool = {
  /**
   * Moves items to another role, keeping what the archive said about them, dissolves their pairs and writes
   * the line, in one commit; says how many moved. Items that already have that role and label, and those the
   * archive dropped, stay.
   */
  move(moves: readonly PoolMove[], line: AuditLine): Promise<number>
  /** Returns items to the role that the archive gave them and writes the line; says how many moved. */
  moveBack(itemIds: readonly string[], line: AuditLine): Promise<number>
  /** Takes known items out of rotation for good and writes the line; says how many it took. */
  retire(itemIds: readonly string[], line: AuditLine): Promise<number>
  /**
   * Takes items that are read and need no more labels out of rotation; their partners become loose. Says how
   * many.
   */
  rest(itemIds: readonly string[]): Promise<number>
  /** Brings items that are to be read again back into rotation, as if never shown; says how many. */
  wake(itemIds: readonly string[]): Promise<number>
  /** Marks known items as canaries: they are shown as if unknown, and measure the engine. */
  markCanaries(itemIds: readonly string[]): Promise<void>
  /** Known items that may become canaries, never-shown ones first. */
  nextCanaries(corpus: string, limit: number): Promise<string[]>
  /** Makes these canaries ordinary known items again, which do not count as never shown; says how many. */
  relieveCanaries(itemIds: readonly string[]): Promise<number>
  /** Ends the canary role of items that were shown as often as allowed; says how many. */
  releaseCanaries(corpus: string): Promise<number>
  /** The size of the pool of an organisation's corpus; counts no further than `most`. */
  size(organisation: string, corpus: string, most: number): Promise<PoolSize>
  /** How many items are still to be read; counts no further than `most`. */
  countUnread(corpus: string, most: number): Promise<number>
  /** Whether the network has answered any item. */
  hasAnswered(networkHash: string): Promise<boolean>
  /** Those of these items that the network has answered in any role; at most a hundred items. */
  answeredBy(networkHash: string, itemIds: readonly string[]): Promise<Set<string>>
  /** Changes of readings after a mark, in the order of their times. */
  listUnsettled(corpus: string, after: EventMark, limit: number): Promise<Unsettled[]>
  /** How far the pool of a corpus was refreshed; null if never. */
  refreshed(corpus: string): Promise<Refreshed | null>
  keepRefreshed(corpus: string, refreshed: Refreshed): Promise<void>
}
