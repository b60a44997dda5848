import type { Site } from '../../model/site.ts'
import type { Command, Flags, Store, Refusal } from '../command.ts'
import { readList } from '../read-flags.ts'
import { noSuchSite } from '../site/site-facts.ts'

const sitesOfSecretMax = 100

/** The flag that names the sites a secret is good for. */
export const siteFlag = {
  site: {
    type: 'string',
    multiple: true,
    meaning: 'the sitekey of a site it is good for; may be repeated',
  },
} as const satisfies Command['flags']

/** The sites that the flags name; refused where one is not there, or they are of several organisations. */
export async function readSites(
  { records }: Store,
  flags: Flags,
  organisation: string | null,
): Promise<Site[] | Refusal> {
  const sitekeys = readList(flags, 'site')
  if (sitekeys.length > sitesOfSecretMax)
    return { refused: `A secret names at most ${sitesOfSecretMax} sites.` }
  const sites: Site[] = []
  for (const sitekey of sitekeys) {
    const site = await records.findSite(sitekey)
    if (!site) return noSuchSite(sitekey)
    const wanted = organisation ?? sites[0]?.organisation ?? site.organisation
    if (site.organisation !== wanted)
      return { refused: `The site ${sitekey} is of “${site.organisation}”, not of “${wanted}”.` }
    sites.push(site)
  }
  return sites
}
