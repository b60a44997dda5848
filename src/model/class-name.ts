import type { AuditLine } from './audit.ts'

/** What a class of a corpus is called in one language. */
export type ClassName = {
  /** The class as items and labels have it. */
  class: string
  /** BCP 47 tag in canonical form. */
  language: string
  name: string
}

/** Which name of a class is meant: the one in that language. */
export type ClassNameKey = Omit<ClassName, 'name'>

/** How long a name may be, in how many languages a class may have one, and how many names a corpus may have. */
export const classNameLimits = { chars: 100, languages: 200, names: 20_000 } as const

/**
 * Keeps what classes are called, for visitors to read. Answers and labels never hear of it. Every promise is
 * kept only when the change would outlive a kill.
 */
export type ClassNames = {
  /** All names of a class by language, for the service, whose challenges name the corpus. */
  find(corpus: string, ofClass: string): Promise<ClassName[]>
  /** The names of a corpus of an organisation by class and language. */
  list(organisation: string, corpus: string): Promise<ClassName[]>
  /** Gives classes of a corpus of an organisation these names, in place of those they had, and writes the line, in one commit. */
  set(
    organisation: string,
    corpus: string,
    names: readonly ClassName[],
    line: AuditLine,
  ): Promise<void>
  /** Takes names away and writes the line, in one commit. */
  remove(
    organisation: string,
    corpus: string,
    keys: readonly ClassNameKey[],
    line: AuditLine,
  ): Promise<void>
}
