import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

const sitesOfSecretMax = 100

/** The sites a secret is to be good for; refused where one is not there, or they are of several organisations. */
export async function findSites(
  { store }: Context,
  given: readonly string[],
  organisation: string | null,
): Promise<Site[] | Refused> {
  const sitekeys = [...new Set(given)]
  if (sitekeys.length > sitesOfSecretMax) return { refused: 'secret_sites', most: sitesOfSecretMax }
  const sites: Site[] = []
  for (const sitekey of sitekeys) {
    const site = await store.sites.find(sitekey)
    if (!site) return { refused: 'no_such_site', sitekey }
    const wanted = organisation ?? sites[0]?.organisation ?? site.organisation
    if (site.organisation !== wanted)
      return { refused: 'foreign_site', sitekey, organisation: site.organisation, wanted }
    sites.push(site)
  }
  return sites
}
