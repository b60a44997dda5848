import type { AuditLine } from './audit.ts'

/** A siteverify secret as it is kept: never the secret itself, only its hash. */
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
  /** When it stops to work; null means never. */
  expiresAtMs: number | null
}

/** Says whether a secret still works. */
export function isLiving({ expiresAtMs }: Secret, now: number): boolean {
  return expiresAtMs === null || expiresAtMs > now
}

/** Finds the secret that has this text; null where there is none, or it has ended. */
export type FindLivingSecret = (text: string) => Promise<Secret | null>

/** Says whether a secret may check what visitors of a site have done. */
export function isGoodFor(
  secret: Secret,
  site: { sitekey: string; organisation: string },
  now: number,
): boolean {
  return (
    isLiving(secret, now) &&
    secret.organisation === site.organisation &&
    (secret.sitekeys.length === 0 || secret.sitekeys.includes(site.sitekey))
  )
}

/** Ends these at a time, unless they end before. */
export type SecretEnd = { ids: readonly string[]; atMs: number }

/** What is done to secrets in one commit, with the line that tells of it. */
export type SecretChange = {
  add?: Secret
  end?: SecretEnd
  /** The sites one is good for from now on. */
  assign?: { id: string; sitekeys: readonly string[] }
  line: AuditLine
}

/** Keeps the siteverify secrets, as hashes, and the audit of what was done to them. */
export type Secrets = {
  /** The secret of that hash, of whatever organisation, expired or not: for the service. */
  find(sha256: string): Promise<Secret | null>
  /** The secret of that id in an organisation, expired or not. */
  findById(organisation: string, id: string): Promise<Secret | null>
  /** Those of an organisation: first the living ones, then the expired, each the newest first; ten thousand. */
  list(organisation: string): Promise<Secret[]>
  /** Changes secrets of an organisation; what is of another is left as it is. */
  change(organisation: string, change: SecretChange): Promise<void>
  /** The latest lines of the audit of an organisation, the newest first. */
  listAudit(organisation: string, limit: number): Promise<AuditLine[]>
  /** The latest lines of the whole audit, the newest first: for the operator of the service. */
  listWholeAudit(limit: number): Promise<AuditLine[]>
}
