import { isGoodFor } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

/** One site with its private id and the ids of the secrets that are good for it, for its owner. */
export async function showSite(
  { store, clock }: Context,
  { sitekey }: { sitekey: string },
): Promise<{ site: Site; secretIds: string[] } | Refused> {
  const site = await store.sites.find(sitekey)
  if (!site) return { refused: 'no_such_site', sitekey }
  const secrets = await store.secrets.list(site.organisation)
  const good = secrets.filter((secret) => isGoodFor(secret, site, clock()))
  return { site, secretIds: good.map(({ id }) => id) }
}
