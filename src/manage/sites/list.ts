import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import { listAmong, type Named } from '../organisations/acting.ts'

/** Sites, the oldest first; the private id of each is in it and is not to be shown in a list. */
export async function listSites(context: Context): Promise<readonly Named<Site>[]> {
  const sites = await listAmong(context, (organisation) => context.store.sites.list(organisation))
  return sites.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.sitekey < b.sitekey ? -1 : 1))
}
