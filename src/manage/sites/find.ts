import type { Organisation } from '../../model/organisation.ts'
import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import { findAmong } from '../organisations/acting.ts'
import type { Refused } from '../refused.ts'

/** A site with its organisation, if whoever acts may see it. */
export async function findSite(
  context: Pick<Context, 'actor' | 'store'>,
  sitekey: string,
): Promise<{ site: Site; organisation: Organisation } | Refused> {
  const { sites } = context.store
  const one = await findAmong(context, (organisation) => sites.findOf(organisation, sitekey))
  return one
    ? { site: one.found, organisation: one.organisation }
    : { refused: 'no_such_site', sitekey }
}
