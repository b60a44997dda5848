import type { AuditLine } from './audit.ts'
import type { Secret, SecretEnd } from './secret.ts'

/** When a visitor is asked: `always`; `passive` first lets through unasked; `invisible` never asks, and scores. */
export type SiteMode = 'always' | 'passive' | 'invisible'

/** How much a challenge asks for; `auto` asks the more, the more a network has tried of late. */
export type Difficulty = 'auto' | 'easy' | 'moderate' | 'difficult'

/** A place that is protected. `sitekey` is public and is Ocapi's client id. */
export type Site = {
  sitekey: string
  name: string
  /** The id of the organisation it belongs to. */
  organisation: string
  /** Ocapi's private id: the HS512 key, which has to be kept as it is to check signatures. */
  privateId: string
  /** Host names the site lives on, with all names below them; empty means any. */
  domains: readonly string[]
  /** Whether pages on the visitor's own machine may use it, whatever the domains. */
  allowsLocalhost: boolean
  /** Corpora of its organisation that it serves; empty means all of them. */
  corpora: readonly string[]
  mode: SiteMode
  difficulty: Difficulty
  /** Whether siteverify has to be told the visitor's address. */
  needsRemoteIp: boolean
  /** Whether siteverify tells a score. */
  tellsScore: boolean
  createdAtMs: number
}

/** Keeps sites. Every promise is kept only when the change would outlive a kill. */
export type Sites = {
  /**
   * Adds a site, and in the same commit its first secret and the line; one of that sitekey is left as it
   * is, and then nothing else is kept either. Says whether it is new.
   */
  add(site: Site, first?: { secret?: Secret; line: AuditLine }): Promise<boolean>
  /**
   * Replaces what is kept of a site of an organisation, takes the secrets of these ids along to its organisation, and writes
   * the line, in one commit. Says whether there was one; where not, no line is written.
   */
  change(
    organisation: string,
    site: Site,
    line: AuditLine,
    secretIds?: readonly string[],
  ): Promise<boolean>
  /** A site of whatever organisation, for the service, which is told no more than a sitekey. */
  find(sitekey: string): Promise<Site | null>
  findOf(organisation: string, sitekey: string): Promise<Site | null>
  /** The first ten thousand sites of an organisation, the oldest first. */
  list(organisation: string): Promise<Site[]>
  /**
   * Forgets a site of an organisation, and in the same commit ends secrets and writes the line. Says whether there was one;
   * where not, no line is written.
   */
  remove(
    organisation: string,
    sitekey: string,
    last?: { end: SecretEnd; line: AuditLine },
  ): Promise<boolean>
}
