import type { Site } from '../../model/site.ts'
import type { Refused } from '../refused.ts'
import { checkPrivacyNote } from './check-privacy-note.ts'
import { readDomain } from './read-domain.ts'

const listMax = 100

/** The properties of a site as an owner gave them; those that were not given are absent. */
export type SiteChange = Partial<
  Omit<Site, 'sitekey' | 'privateId' | 'createdAtMs' | 'organisation'>
>

/** The given properties in the form in which they are stored, without those that are not valid, and why they are not. */
export function checkSiteChange(given: SiteChange): { options: SiteChange; faults: Refused[] } {
  const domains = given.domains && readDomains(given.domains)
  const corpora = given.corpora && [...new Set(given.corpora)]
  const note = checkPrivacyNote(given)
  const isLong = Math.max(domains?.list.length ?? 0, corpora?.length ?? 0) > listMax
  return {
    options: {
      // Without a check of its score, such a site would be open to everybody.
      ...(given.mode === 'invisible' ? { tellsScore: true } : {}),
      ...given,
      ...('refused' in note ? {} : note),
      ...(domains ? { domains: domains.list } : {}),
      ...(corpora ? { corpora } : {}),
    },
    faults: [
      ...(domains?.faults ?? []),
      ...(isLong ? [{ refused: 'site_lists' as const, most: listMax }] : []),
      ...('refused' in note ? [note] : []),
    ],
  }
}

/**
 * Refuses a site that would ask its visitors at first by the way that it has switched off; `given` is what changes, as
 * an older version may have stored such a site.
 */
export function checkWays(
  { defaultWay, hasNeither }: Pick<Site, 'defaultWay' | 'hasNeither'>,
  given: SiteChange,
): Refused[] {
  const isGiven = given.defaultWay !== undefined || given.hasNeither !== undefined
  return isGiven && defaultWay === 'neither' && !hasNeither
    ? [{ refused: 'default_way_is_off' }]
    : []
}

function readDomains(given: readonly string[]): { list: string[]; faults: Refused[] } {
  const read = given.map(readDomain)
  const list = new Set(read.flatMap((one) => ('refused' in one ? [] : [one.domain])))
  return { list: [...list], faults: read.filter((one) => 'refused' in one) }
}
