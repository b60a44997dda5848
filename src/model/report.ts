import type { AuditLine } from './audit.ts'
import type { Item } from './item.ts'

/** What a visitor may say of a picture: nobody can read it, or it should not be shown to people. */
export const reportReasons = ['unreadable', 'inappropriate'] as const

/** Why a visitor reports a picture. */
export type ReportReason = (typeof reportReasons)[number]

/** What one visitor said of one item of one challenge. */
export type Report = {
  challengeId: string
  itemId: string
  corpus: string
  reason: ReportReason
  /** The network the challenge was given to; it never leaves the store. */
  networkHash: string
  /** Days since 1970: a network hash means something within its day alone. */
  day: number
}

/**
 * How many networks have to say it before an item leaves rotation, and how many reports of one network are
 * kept in a day.
 */
export type ReportRules = {
  reportersMax: Readonly<Record<ReportReason, number>>
  perDayMax: number
}

/** An item that waits for the archive to look at it: where it is on which page, and how many networks said what. */
export type ReportedItem = { item: Item; origin: string; counts: Record<ReportReason, number> }

/** What the archive decides of a reported item: shown again, or never again. */
export type Review = 'keep' | 'drop'

/** Keeps what visitors report. Every promise is kept only when the change would outlive a kill. */
export type Reports = {
  /**
   * Keeps a report, the first of each challenge and item alone, and none of a network that has reported as
   * often as it may that day; says whether the item left rotation by it, and its pair with it.
   */
  keepReport(report: Report, rules: ReportRules): Promise<boolean>
  /** The items of a corpus that wait for a review, in the order of their ids, those behind `after`. */
  listReported(corpus: string, after: string, limit: number): Promise<ReportedItem[]>
  countReported(corpus: string): Promise<number>
  /**
   * Decides of an item that waits, and writes the line: a kept one is shown again and its reports count anew
   * from none. Says whether it waited; where not, nothing is written.
   */
  reviewItem(itemId: string, review: Review, line: AuditLine): Promise<boolean>
}
