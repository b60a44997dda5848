import type { AuditLine } from './audit.ts'

/** A siteverify secret as it is stored: never the secret itself, only its hash. */
export type Secret = {
  /** Names it in commands and in the audit; public. */
  id: string
  name: string
  /** The id of the organisation it belongs to. */
  organisation: string
  /** SHA-256 of the secret, hexadecimal. */
  sha256: string
  /** The sites it is good for; empty means every site of the organisation. */
  sitekeys: readonly string[]
  createdAtMs: number
  /** When it stops working; null means never. */
  expiresAtMs: number | null
}

/** Says whether a secret still works. */
export function isActive({ expiresAtMs }: Secret, now: number): boolean {
  return expiresAtMs === null || expiresAtMs > now
}

/** Finds the secret with this text; null if there is none, or if it has expired. */
export type FindActiveSecret = (text: string) => Promise<Secret | null>

/** Says whether a secret may check what visitors of a site have done. */
export function isGoodFor(
  secret: Secret,
  site: { sitekey: string; organisation: string },
  now: number,
): boolean {
  return (
    isActive(secret, now) &&
    secret.organisation === site.organisation &&
    (secret.sitekeys.length === 0 || secret.sitekeys.includes(site.sitekey))
  )
}

/** Ends these secrets at a time, unless they end earlier. */
export type SecretEnd = { ids: readonly string[]; atMs: number }

/** What is done to secrets in one commit, with the line that reports it. */
export type SecretChange = {
  add?: Secret
  end?: SecretEnd
  /** The sites that a secret is good for from now on. */
  assign?: { id: string; sitekeys: readonly string[] }
  line: AuditLine
}

/** Keeps the siteverify secrets, as hashes, and the audit of what was done to them. */
export type Secrets = {
  /** The secret with that hash, of any organisation, expired or not: for the service. */
  find(sha256: string): Promise<Secret | null>
  /** Whether any organisation has, or had, a secret with that hash. */
  isKnown(sha256: string): Promise<boolean>
  /** The secret of that id in an organisation, expired or not. */
  findById(organisation: string, id: string): Promise<Secret | null>
  /**
   * The secrets of an organisation: first the active ones, then the expired, each newest first; at most ten
   * thousand.
   */
  list(organisation: string): Promise<Secret[]>
  /** Changes secrets of an organisation. Secrets of another are left as they are. */
  change(organisation: string, change: SecretChange): Promise<void>
  /** The latest lines of the audit of an organisation, newest first. */
  listAudit(organisation: string, limit: number): Promise<AuditLine[]>
  /** The latest lines of the whole audit, newest first: for the operator of the service. */
  listWholeAudit(limit: number): Promise<AuditLine[]>
}
