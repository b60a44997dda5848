import type { ReportRules } from './report.ts'
import type { ExposureCaps } from './exposure.ts'

/** What passing by neither eye nor ear takes: how many puzzles, and the least time from the question to the answer. */
export type WorkSettings = { puzzles: number; floorSeconds: number }

/** The settings that the life of one challenge depends on. */
export type ChallengeSettings = {
  challengeTtlMs: number
  /** How long after the answer a site can read a verdict. */
  verdictTtlMs: number
  tokenTtlMs: number
  /** Whether the published test keys of contracts are accepted. */
  takesTestKeys: boolean
  work: WorkSettings
  exposureCaps: ExposureCaps
  reportRules: Omit<ReportRules, 'reusesRetired'>
  /** Whether items shown as often as allowed are shown again once no fresh ones are left. */
  reusesRetired: boolean
}
