import type { Judged } from '../../labels/temperature.ts'

/** The result of a task's answers. */
export type TaskReading = {
  label: string
  /** Calibrated, as far as known tasks allowed. */
  confidence: number
  rawConfidence: number
  alternatives: readonly { label: string; probability: number }[]
}

/** How the confidence of a task compares with its right label, calibrated and raw. */
export type JudgedPair = { calibrated: Judged; raw: Judged }

/** What a method made of a file; tasks are numbered as in the file. */
export type MethodOutcome = {
  /** The exponent of the calibration; 1 if nothing was known to fit it on. */
  temperature: number
  readingOf(task: number): TaskReading
  judge(task: number, right: string): JudgedPair
  facts: MethodReport
}

/** What the methods of one kind report besides their readings. */
export type MethodReport = {
  /** The share of a posterior that the calibration spreads over all classes. */
  floor?: number
  /** The share of each class among all tasks, before calibration. */
  classes?: readonly { label: string; share: number }[]
  /** How likely two wrong texts are the same one. */
  coincidence?: number
}

/** The limits of a task's alternatives. */
export const alternativeRules = { max: 5, probabilityMin: 0.001 } as const
