import type { AuditLine } from './audit.ts'

/** Whom sites, secrets and corpora belong to. What belongs to one is neither seen nor used by another. */
export type Organisation = {
  /** Never changes; sites, secrets, corpora and the audit name it by this. */
  id: string
  /** What people call it; no two have the same. */
  name: string
  createdAtMs: number
}

/** The organisation that is always there, and that takes what names no other. */
export const defaultOrganisation = { id: 'main', name: 'main' } as const

/** Keeps organisations. Every promise is kept only when the change would outlive a kill. */
export type Organisations = {
  /** Adds one and writes the line; says whether it did. One of that id or name is left as it is, without a line. */
  add(organisation: Organisation, line: AuditLine): Promise<boolean>
  find(id: string): Promise<Organisation | null>
  findByName(name: string): Promise<Organisation | null>
  /** The first thousand by name. */
  list(): Promise<Organisation[]>
  /** Gives one another name and writes the line; says whether it did, which it does not where the name is taken. */
  rename(id: string, name: string, line: AuditLine): Promise<boolean>
  /** Removes one that nothing belongs to and writes the line; says whether it did. Its audit stays. */
  remove(id: string, line: AuditLine): Promise<boolean>
}
