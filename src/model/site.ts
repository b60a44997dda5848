import type { AuditLine } from './audit.ts'
import type { Secret, SecretEnd } from './secret.ts'
import type { Way } from './way.ts'

/** The sites that a secret of an organisation is good for from now on. */
export type SecretSites = { id: string; organisation: string; sitekeys: readonly string[] }

/** What is added in one commit: sites, their new secrets, those that become good for them too, and the lines. */
export type SiteBatch = {
  sites: readonly Site[]
  secrets: readonly Secret[]
  assigned: readonly SecretSites[]
  lines: readonly AuditLine[]
}

/**
 * When a visitor is asked: `always`; `passive` lets visitors through unasked at first; `invisible` never
 * asks, and scores.
 */
export type SiteMode = 'always' | 'passive' | 'invisible'

/** How much a challenge asks for; `auto` asks more the more a network has tried recently. */
export type Difficulty = 'auto' | 'easy' | 'moderate' | 'difficult'

/** A place that is protected. `sitekey` is public and is Ocapi's client id. */
export type Site = {
  sitekey: string
  name: string
  /** The id of the organisation it belongs to. */
  organisation: string
  /** Ocapi's private id: the HS512 key, which has to be stored as it is to check signatures. */
  privateId: string
  /** Host names of the site, including all names below them; empty means any. */
  domains: readonly string[]
  /** Whether pages on the visitor's own machine may use it, whatever the domains. */
  allowsLocalhost: boolean
  /** Whether pages without an origin of the web may use it: files, apps, sandboxed frames. */
  allowsNullOrigin: boolean
  /** Corpora of its organisation that it serves; empty means all of them. */
  corpora: readonly string[]
  mode: SiteMode
  difficulty: Difficulty
  /** Whether siteverify must receive the visitor's address. */
  needsRemoteIp: boolean
  /** Whether siteverify reports a score. */
  tellsScore: boolean
  /** The way by which visitors are asked at first. */
  defaultWay: Way
  /** Whether visitors may pass by neither eye nor ear. */
  hasNeither: boolean
  /** What it says about privacy to visitors, and the address (https) of its own notice; empty for none. */
  privacyText: string
  privacyUrl: string
  createdAtMs: number
}

/** Keeps sites. Every promise resolves only once the change would survive a kill. */
export type Sites = {
  /**
   * Adds a site, and in the same commit its first secret and the line. If there is one with that sitekey, it
   * stays as it is and nothing else is kept either. Says whether it is new.
   */
  add(site: Site, first?: { secret?: Secret; line: AuditLine }): Promise<boolean>
  /** Adds all of a batch. It throws, and keeps nothing, if a sitekey or a secret is there already. */
  addAll(batch: SiteBatch): Promise<void>
  /**
   * Replaces what is stored for a site of an organisation, moves the secrets with these ids to its new
   * organisation, and writes the line, in one commit. Says whether there was such a site; if not, no line is
   * written.
   */
  change(
    organisation: string,
    site: Site,
    line: AuditLine,
    secretIds?: readonly string[],
  ): Promise<boolean>
  /** A site of any organisation, for the service, which receives only a sitekey. */
  find(sitekey: string): Promise<Site | null>
  /** Whether any organisation has a site with that sitekey. */
  isKnown(sitekey: string): Promise<boolean>
  /** Whether a site of any organisation has that private id. */
  hasPrivateId(privateId: string): Promise<boolean>
  findOf(organisation: string, sitekey: string): Promise<Site | null>
  /** The first ten thousand sites of an organisation, oldest first. */
  list(organisation: string): Promise<Site[]>
  /**
   * Forgets a site of an organisation, and in the same commit ends secrets and writes the line. Says whether
   * there was such a site; if not, no line is written.
   */
  remove(
    organisation: string,
    sitekey: string,
    last?: { end: SecretEnd; line: AuditLine },
  ): Promise<boolean>
}
