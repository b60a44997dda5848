import { isGoodFor } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { WayPasses } from '../../model/way.ts'
import type { Context } from '../context.ts'
import type { Named } from '../organisations/acting.ts'
import type { Refused } from '../refused.ts'
import { findSite } from './find.ts'

/** What passed by each way in the last thirty days. */
export type SitePasses = Omit<WayPasses, 'sitekey'>

const dayMs = 86_400_000
const shownDays = 30

/**
 * One site with its private id, the ids of the secrets that are valid for it, and by which way visitors passed, for its
 * owner.
 */
export async function showSite(
  context: Context,
  { sitekey }: { sitekey: string },
): Promise<{ site: Named<Site>; secretIds: string[]; passes: SitePasses[] } | Refused> {
  const found = await findSite(context, sitekey)
  if ('refused' in found) return found
  const { site, organisation } = found
  const secrets = await context.store.secrets.list(organisation.id)
  const good = secrets.filter((secret) => isGoodFor(secret, site, context.clock()))
  const named = { ...site, organisationName: organisation.name }
  const today = Math.floor(context.clock() / dayMs)
  const counted = await context.store.wayCounts.listOf(
    organisation.id,
    sitekey,
    today - shownDays + 1,
  )
  const passes = counted.map(({ way, passes: count, puzzles, seconds }) => ({
    way,
    passes: count,
    puzzles,
    seconds,
  }))
  return { site: named, secretIds: good.map(({ id }) => id), passes }
}
