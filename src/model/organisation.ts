import type { AuditLine } from './audit.ts'

/** The owner of sites, secrets and corpora. What belongs to one is neither seen nor used by another. */
export type Organisation = {
  /** Never changes. Sites, secrets, corpora and the audit refer to it. */
  id: string
  /** What people call it; unique. */
  name: string
  createdAtMs: number
}

/** The organisation that always exists, and that gets whatever names no other. */
export const defaultOrganisation = { id: 'main', name: 'main' } as const

/** Keeps organisations. Every promise resolves only once the change would survive a kill. */
export type Organisations = {
  /**
   * Adds one and writes the line; says whether it did. One with that id or name is left as it is, without a
   * line.
   */
  add(organisation: Organisation, line: AuditLine): Promise<boolean>
  find(id: string): Promise<Organisation | null>
  findByName(name: string): Promise<Organisation | null>
  /** The first thousand by name. */
  list(): Promise<Organisation[]>
  /** Renames one and writes the line; says whether it did. It does not if the name is taken. */
  rename(id: string, name: string, line: AuditLine): Promise<boolean>
  /** Removes one that nothing belongs to and writes the line; says whether it did. Its audit stays. */
  remove(id: string, line: AuditLine): Promise<boolean>
}
