import type { Site } from '../../model/site.ts'

/** A site as the commands show it; neither its private id nor a secret is in it. */
export function siteFacts(site: Site) {
  return {
    sitekey: site.sitekey,
    client_id: site.sitekey,
    name: site.name,
    organisation: site.organisation,
    domains: site.domains,
    localhost: site.allowsLocalhost,
    corpora: site.corpora,
    mode: site.mode,
    difficulty: site.difficulty,
    remoteip: site.needsRemoteIp ? 'required' : 'optional',
    score: site.tellsScore,
    created_at: new Date(site.createdAtMs).toISOString(),
  }
}

/** A value of the facts as a person reads it. */
export function factText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || '(none named)' : String(value)
}

/** What the owner of a site should know of its mode before relying on it. */
export function modeWarnings({ mode, tellsScore }: Site): string[] {
  if (mode === 'always') return []
  if (mode === 'passive') return ['Mind: the first visits of each network pass unasked.']
  const look = tellsScore ? 'look at the score in siteverify' : 'turn the score on, and look at it'
  return [`Mind: everybody passes unasked in this mode; ${look}.`]
}

/** Refuses a sitekey that no site has. */
export function noSuchSite(sitekey: string): { refused: string } {
  return {
    refused: `There is no site with the sitekey “${sitekey}”.`,
  }
}
