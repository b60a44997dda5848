import type { AuditLine } from './audit.ts'

/** Of more recalls of one corpus no more are kept. */
export const recallsMax = 10_000

/**
 * Labels that the operator does not trust any more: those of a network, of a time, or both. A time is from
 * the one instant to just before the other; null leaves it open.
 */
export type Recall = {
  /** Those that were recalled by one command begin alike: with its name and a point. */
  id: string
  corpus: string
  networkHash: string | null
  fromMs: number | null
  toMs: number | null
  reason: string
  recalledAtMs: number
  /** When it was taken back; null while it stands. */
  liftedAtMs: number | null
}

/** Keeps recalls. Every promise is kept only when the change would outlive a kill. */
export type Recalls = {
  /** Keeps recalls of corpora of an organisation and writes the line, if any was kept, in one commit. */
  add(organisation: string, recalls: readonly Recall[], line: AuditLine): Promise<void>
  /**
   * Takes back the recall of this id of an organisation, or all of the command of this name; says how many stood,
   * and writes the line if any.
   */
  lift(organisation: string, id: string, lifted: { atMs: number; line: AuditLine }): Promise<number>
  /** Those of an organisation's corpus, the oldest first, lifted ones too. */
  list(organisation: string, corpus: string): Promise<Recall[]>
}
