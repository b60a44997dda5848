/** When the reading of an item is accepted, and when asking ends without one. */
export type StopRules = {
  /** The least calibrated confidence, from 0.5 to 0.9999. */
  confidenceMin: number
  /** The fewest networks that gave the text (1 to 20). */
  networksMin: number
  /** The fewest labels by people that gave the text (2 to 20); one more if a machine's reading counts. */
  answersMin: number
  /** After this many labels without acceptance a reading is contested (up to 100). */
  answersMax: number
  /** An accepted reading is published this many hours after its last label (0 to 8760). */
  quarantineHours: number
}

const hourMs = 3_600_000

/** When an accepted reading with this last label may be published. */
export function publishedFrom(lastAnswerAtMs: number, { quarantineHours }: StopRules): number {
  return lastAnswerAtMs + quarantineHours * hourMs
}

/** Says whether an accepted reading with this last label may be published. */
export function isPublished(lastAnswerAtMs: number, rules: StopRules, nowMs: number): boolean {
  return publishedFrom(lastAnswerAtMs, rules) <= nowMs
}
