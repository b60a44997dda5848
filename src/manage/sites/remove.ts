import { isActive } from '../../model/secret.ts'
import { auditLine } from '../audit/audit-line.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { isOfSiteAlone } from '../secrets/secret-rules.ts'
import { findSite } from './find.ts'

/**
 * Removes a site, ends the secrets that are for it alone, and returns their ids. Its open challenges can no
 * longer be answered.
 */
export function removeSite(
  context: Context,
  { sitekey }: { sitekey: string },
): Promise<{ ended: string[] } | Refused> {
  const { sites, secrets } = context.store
  return withLock(context, async () => {
    const found = await findSite(context, sitekey)
    if ('refused' in found) return found
    const { organisation, name } = found.site
    const now = context.clock()
    const ended = (await secrets.list(organisation))
      .filter((secret) => isActive(secret, now) && isOfSiteAlone(secret, sitekey))
      .map(({ id }) => id)
    const detail = `${name}; ends ${ended.join(', ') || 'no secret'}`
    const of = { organisation, action: 'site.remove', subject: sitekey, detail }
    const last = { end: { ids: ended, atMs: now }, line: auditLine(context, of) }
    const wasThere = await sites.remove(organisation, sitekey, last)
    return wasThere ? { ended } : { refused: 'no_such_site', sitekey }
  })
}
