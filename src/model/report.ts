import type { AuditLine } from './audit.ts'
import type { Item } from './item.ts'

/** What a visitor may say about a picture: nobody can read it, or it should not be shown to people. */
export const reportReasons = ['unreadable', 'inappropriate'] as const

/** Why a visitor reports a picture. */
export type ReportReason = (typeof reportReasons)[number]

/** What one visitor said about one item of one challenge. */
export type Report = {
  challengeId: string
  itemId: string
  corpus: string
  reason: ReportReason
  /** The network the challenge was given to; it never leaves the store. */
  networkHash: string
  /** Days since 1970. A network hash only means something within its day. */
  day: number
}

/**
 * How many networks have to say it before an item leaves rotation, and how many reports of one network are
 * kept per day.
 */
export type ReportRules = {
  reportersMax: Readonly<Record<ReportReason, number>>
  perDayMax: number
}

/**
 * An item that waits for the archive's review: where it is on which page, and how many networks said what.
 */
export type ReportedItem = { item: Item; origin: string; counts: Record<ReportReason, number> }

/** What the archive decides about a reported item: shown again, or never again. */
export type Review = 'keep' | 'drop'

/** Keeps what visitors report; an organisation sees and decides of its own items alone. Every promise resolves only once the change would survive a kill. */
export type Reports = {
  /**
   * Keeps a report, if it is the first of its challenge and item, and the network has not reached its limit
   * for that day. Says whether this took the item out of rotation, and its pair with it.
   */
  keepReport(report: Report, rules: ReportRules): Promise<boolean>
  /** The items of a corpus that wait for a review, in the order of their ids, starting after `after`. */
  listReported(
    organisation: string,
    corpus: string,
    after: string,
    limit: number,
  ): Promise<ReportedItem[]>
  countReported(organisation: string, corpus: string): Promise<number>
  /**
   * Decides about an item that waits, and writes the line. A kept item is shown again and its reports start
   * again from none. Says whether it waited; if not, nothing is written.
   */
  reviewItem(
    organisation: string,
    itemId: string,
    review: Review,
    line: AuditLine,
  ): Promise<boolean>
}
