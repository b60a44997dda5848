import type { Site } from './site.ts'

/** A siteverify secret as it is kept: never the secret itself, only its hash. */
export type Secret = {
  /** Names it in commands and in the audit; public. */
  id: string
  name: string
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
export function isGoodFor(secret: Secret, site: Site, now: number): boolean {
  return (
    isLiving(secret, now) &&
    secret.organisation === site.organisation &&
    (secret.sitekeys.length === 0 || secret.sitekeys.includes(site.sitekey))
  )
}

/** One line of the audit: who may check what has changed. It never holds a secret. */
export type AuditLine = {
  atMs: number
  organisation: string
  /** What was done, such as `secret.rotate`. */
  action: string
  /** The sitekey or the id of the secret it was done to. */
  subject: string
  detail: string
}
