/** When the reading of an item is accepted, and when asking ends without one. */
export type StopRules = {
  /** The least calibrated confidence, from 0.5 to 0.9999. */
  confidenceMin: number
  /** The fewest networks that gave the text (1 to 20). */
  networksMin: number
  /** The fewest labels by people that gave the text (2 to 20); one more where a machine's reading counts. */
  answersMin: number
  /** After so many labels without acceptance a reading is contested (up to 100). */
  answersMax: number
  /** An accepted reading is published so many hours after its last label (0 to 8760). */
  quarantineHours: number
}

const hourMs = 3_600_000

/** From when on an accepted reading whose last label was given then may be published. */
export function publishedFrom(lastAnswerAtMs: number, { quarantineHours }: StopRules): number {
  return lastAnswerAtMs + quarantineHours * hourMs
}

/** Says whether an accepted reading whose last label was given then may be published. */
export function isPublished(lastAnswerAtMs: number, rules: StopRules, nowMs: number): boolean {
  return publishedFrom(lastAnswerAtMs, rules) <= nowMs
}
