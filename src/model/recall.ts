import type { AuditLine } from './audit.ts'
import { quotedForShell } from './shell-word.ts'

/** The most recalls kept for one corpus. */
export const recallsMax = 10_000

/**
 * What made the service distrust labels by itself. `canaries`: visitors misread known items that they took for
 * unknown ones, so their labels do not count. `burst`: many networks came at once, so their labels count only
 * beside others.
 */
export type Alarm = 'canaries' | 'burst'

/**
 * Labels that are no longer trusted: those of a network, of a period, or both. A period is from one instant to
 * just before the other; null leaves it open. A recall that the service made is a _hold_.
 */
export type Recall = {
  /** The ids of recalls made by one command begin with its name and a point. */
  id: string
  corpus: string
  networkHash: string | null
  fromMs: number | null
  toMs: number | null
  reason: string
  recalledAtMs: number
  /** When it was lifted; null while it stands. */
  liftedAtMs: number | null
  /** Why the service made it; null if a person did. */
  alarm: Alarm | null
}

/** The command that lifts a recall of a corpus. */
export function liftCommandOf(corpus: string, id: string): string {
  return `incipit labels recall --corpus ${quotedForShell(corpus)} --lift ${id}`
}

/** Keeps recalls. Every promise resolves only once the change would survive a kill. */
export type Recalls = {
  /** Keeps recalls of corpora of an organisation and writes the line, if any was kept, in one commit. */
  add(organisation: string, recalls: readonly Recall[], line: AuditLine): Promise<void>
  /**
   * Lifts an organisation's recall with this id, or all of the command with this name; says how many stood,
   * and writes the line if any did.
   */
  lift(organisation: string, id: string, lifted: { atMs: number; line: AuditLine }): Promise<number>
  /**
   * Ends an organisation's recall that is open, so that labels count again from a time on; says how many were
   * open, and writes the line if any was.
   */
  end(organisation: string, id: string, ended: { toMs: number; line: AuditLine }): Promise<number>
  /** The recalls of an organisation's corpus, oldest first, lifted ones included. */
  list(organisation: string, corpus: string): Promise<Recall[]>
}
