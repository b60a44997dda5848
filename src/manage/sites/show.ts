import { isGoodFor } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import type { Named } from '../organisations/acting.ts'
import type { Refused } from '../refused.ts'
import { findSite } from './find.ts'

/** One site with its private id and the ids of the secrets that are valid for it, for its owner. */
export async function showSite(
  context: Context,
  { sitekey }: { sitekey: string },
): Promise<{ site: Named<Site>; secretIds: string[] } | Refused> {
  const found = await findSite(context, sitekey)
  if ('refused' in found) return found
  const { site, organisation } = found
  const secrets = await context.store.secrets.list(organisation.id)
  const good = secrets.filter((secret) => isGoodFor(secret, site, context.clock()))
  const named = { ...site, organisationName: organisation.name }
  return { site: named, secretIds: good.map(({ id }) => id) }
}
