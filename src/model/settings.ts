import type { ReportRules } from './report.ts'
import type { ExposureCaps } from './exposure.ts'

/** The settings that the life of one challenge depends on. */
export type ChallengeSettings = {
  challengeTtlMs: number
  /** How long after the answer a site can read a verdict. */
  verdictTtlMs: number
  tokenTtlMs: number
  /** Whether the published test keys of contracts are accepted. */
  takesTestKeys: boolean
  exposureCaps: ExposureCaps
  reportRules: Omit<ReportRules, 'reusesRetired'>
  /** Whether items shown as often as allowed are shown again once no fresh ones are left. */
  reusesRetired: boolean
}
