import type { Organisation } from '../../model/organisation.ts'
import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { findSite } from '../sites/find.ts'

/** How many sites a secret may name. */
export const sitesOfSecretMax = 100

/** Sites with the organisation they all belong to; null if there are none. */
type SitesOfOne = { sitekeys: string[]; owner: Organisation | null }

/**
 * The sites that a secret is to be valid for; refused if one does not exist, or if they belong to several
 * organisations.
 */
export async function findSites(
  context: Context,
  given: readonly string[],
  organisation: Organisation | null,
): Promise<SitesOfOne | Refused> {
  const sitekeys = [...new Set(given)]
  if (sitekeys.length > sitesOfSecretMax) return { refused: 'secret_sites', most: sitesOfSecretMax }
  let owner = organisation
  for (const sitekey of sitekeys) {
    const found = await findSite(context, sitekey)
    if ('refused' in found) return found
    owner ??= found.organisation
    if (found.organisation.id !== owner.id) return foreign(found.site, found.organisation, owner)
  }
  return { sitekeys, owner }
}

function foreign({ sitekey }: Site, { name }: Organisation, wanted: Organisation): Refused {
  return { refused: 'foreign_site', sitekey, organisation: name, wanted: wanted.name }
}
