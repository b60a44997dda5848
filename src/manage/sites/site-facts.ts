import type { Site } from '../../model/site.ts'
import type { Named } from '../organisations/acting.ts'

/** A site as every surface shows it, without its private id and its secrets. */
export function siteFacts(site: Named<Site>) {
  return {
    sitekey: site.sitekey,
    client_id: site.sitekey,
    name: site.name,
    organisation: site.organisationName,
    domains: site.domains,
    localhost: site.allowsLocalhost,
    null_origin: site.allowsNullOrigin,
    corpora: site.corpora,
    mode: site.mode,
    difficulty: site.difficulty,
    remoteip: site.needsRemoteIp ? 'required' : 'optional',
    score: site.tellsScore,
    default_way: site.defaultWay,
    neither: site.hasNeither,
    privacy_text: site.privacyText,
    privacy_url: site.privacyUrl,
    created_at: new Date(site.createdAtMs).toISOString(),
  }
}

/** A value of the facts as a person reads it. */
export function factText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || '(none named)' : String(value) || '(none)'
}

/** The differences between two states of a site, as the audit shows them. */
export function differencesOf(before: Named<Site>, after: Named<Site>): string[] {
  const old: Record<string, unknown> = siteFacts(before)
  return Object.entries(siteFacts(after))
    .filter(([name, value]) => factText(old[name]) !== factText(value))
    .map(([name, value]) => `${name} from ${factText(old[name])} to ${factText(value)}`)
}
