import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import { listAmong, type Named } from '../organisations/acting.ts'

/** Sites, oldest first. They include their private ids, which a list must not show. */
export async function listSites(context: Context): Promise<readonly Named<Site>[]> {
  const sites = await listAmong(context, (organisation) => context.store.sites.list(organisation))
  return sites.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.sitekey < b.sitekey ? -1 : 1))
}
