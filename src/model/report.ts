import { quotedForShell } from './shell-word.ts'
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
  reportedAtMs: number
}

/**
 * What the report of a network is worth by its answers to known items of that day, in hundredths: if most were
 * right, if most were wrong, and if there were none.
 */
export const reportWeights = { good: 100, poor: 20, none: 10 } as const

/** How many of a network's answers to known items are looked at, and what share of them makes a good record. */
export const reporterRecord = { answersMax: 40, rightPercentMin: 60 } as const

/**
 * A wave: this many reports of one corpus within the window, and so many times as many as it had in such a window
 * on average in the day before. While it lasts, reports count only if their network had a good record before the window, and at most
 * this many items leave within a window.
 */
export const reportWave = {
  windowMs: 10 * 60_000,
  reportsMin: 30,
  timesUsual: 4,
  usualMs: 86_400_000,
  leavesMax: 3,
} as const

/** How many known pictures of a class stay in rotation however many are reported: a challenge asks for up to five. */
export const shownOfClassMin = 6

/**
 * How many networks with a good record have to say it before an item leaves rotation; how many reports of one
 * network are kept per day; and the percentage of a role's items that may wait for a review at once.
 */
export type ReportRules = {
  reportersMax: Readonly<Record<ReportReason, number>>
  perDayMax: number
  sharePercentMax: number
  /** Whether retired items are shown again, so that they count as items in rotation. */
  reusesRetired: boolean
}

/** What a report did: whether its item left rotation, and whether a wave of reports began with it. */
export type ReportEffect = { hasLeft: boolean; beginsWave: boolean }

/** Reports of a wave that nobody has reviewed: the first and the last of them, and how many. */
export type ReportWave = { fromMs: number; toMs: number; reports: number }

/**
 * The command that undoes a wave: it begins a window before the first report that was known to be of it, at a
 * full minute.
 */
export function undoCommandOf(corpus: string, { fromMs }: Pick<ReportWave, 'fromMs'>): string {
  const from = new Date(fromMs - reportWave.windowMs).toISOString().slice(0, 16)
  return `incipit corpus review --undo --corpus ${quotedForShell(corpus)} --from ${from}Z`
}

/** A period, from its first instant up to and without its last. */
export type ReportPeriod = { fromMs: number; toMs: number }

/** What was undone: the items that are shown again, and how many reports count no more. */
export type UndoneReports = { ids: readonly string[]; reports: number }

/**
 * An item that was reported: where it is on which page, and how many networks said what. Its stage says whether
 * it waits for the archive's review or is still shown.
 */
export type ReportedItem = { item: Item; origin: string; counts: Record<ReportReason, number> }

/** What the archive decides about a reported item: shown again, or never again. */
export type Review = 'keep' | 'drop'

/** Keeps what visitors report; an organisation sees and decides of its own items alone. Every promise resolves only once the change would survive a kill. */
export type Reports = {
  /**
   * Keeps a report, if it is the first of its challenge and item, and the network has not reached its limit
   * for that day. An item that enough networks reported leaves rotation, and its pair with it, unless too many
   * items of its role wait already.
   */
  keepReport(report: Report, rules: ReportRules): Promise<ReportEffect>
  /**
   * Weighs the reports of a network again after it answered: whoever reports at the first challenge of the day
   * has no record yet. Returns how many items left rotation.
   */
  weighAgain(
    network: Pick<Report, 'networkHash' | 'day'> & { nowMs: number },
    rules: ReportRules,
  ): Promise<number>
  /** The items of a corpus that wait for a review, in the order of their ids, starting after `after`. */
  listReported(
    organisation: string,
    corpus: string,
    after: string,
    limit: number,
  ): Promise<ReportedItem[]>
  /** The items of a corpus that several networks reported and that are still shown, the most reported first. */
  listShown(organisation: string, corpus: string, limit: number): Promise<ReportedItem[]>
  countReported(organisation: string, corpus: string): Promise<number>
  /** The reports of waves in a corpus that nobody has reviewed or undone; null if there are none. */
  findWave(organisation: string, corpus: string): Promise<ReportWave | null>
  /**
   * Decides about a reported item, and writes the line. A kept item is shown again and its reports start
   * again from none. Says whether it waited or had reports; if not, nothing is written.
   */
  reviewItem(
    organisation: string,
    itemId: string,
    review: Review,
    line: AuditLine,
  ): Promise<boolean>
  /**
   * Undoes the reports of a period, a limited number at a time, and writes the line: items that left rotation
   * in it are shown again, and no report of it counts any more. If there is nothing to undo, nothing is written.
   */
  undo(
    organisation: string,
    corpus: string,
    period: ReportPeriod,
    line: AuditLine,
  ): Promise<UndoneReports>
}
