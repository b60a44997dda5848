import type { Site } from '../../model/site.ts'
import type { Refused } from '../refused.ts'
import { checkPrivacyNote } from './check-privacy-note.ts'
import { readDomain } from './read-domain.ts'

const listMax = 100

/** The properties of a site as an owner gave them; those that were not given are absent. */
export type SiteChange = Partial<
  Omit<Site, 'sitekey' | 'privateId' | 'createdAtMs' | 'organisation'>
>

/** The given properties in the form in which they are stored; refused if one is not valid. */
export function checkSiteChange(given: SiteChange): SiteChange | Refused {
  const domains = given.domains && readDomains(given.domains)
  if (domains && 'refused' in domains) return domains
  const corpora = given.corpora && [...new Set(given.corpora)]
  if (Math.max(domains?.list.length ?? 0, corpora?.length ?? 0) > listMax)
    return { refused: 'site_lists', most: listMax }
  const note = checkPrivacyNote(given)
  if ('refused' in note) return note
  return {
    // Without a check of its score, such a site would be open to everybody.
    ...(given.mode === 'invisible' ? { tellsScore: true } : {}),
    ...given,
    ...note,
    ...(domains ? { domains: domains.list } : {}),
    ...(corpora ? { corpora } : {}),
  }
}

function readDomains(given: readonly string[]): { list: string[] } | Refused {
  const domains = new Set<string>()
  for (const one of given) {
    const read = readDomain(one)
    if ('refused' in read) return read
    domains.add(read.domain)
  }
  return { list: [...domains] }
}
