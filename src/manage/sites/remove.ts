import { isLiving } from '../../model/secret.ts'
import { auditLine } from '../audit/audit-line.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { isOfSiteAlone } from '../secrets/secret-rules.ts'

/**
 * Forgets a site and ends the secrets that are good for it alone; its open challenges can no longer be
 * answered. Gives the ids of what ended.
 */
export function removeSite(
  context: Context,
  { sitekey }: { sitekey: string },
): Promise<{ ended: string[] } | Refused> {
  const { sites, secrets } = context.store
  return withLock(context, async () => {
    const site = await sites.find(sitekey)
    if (!site) return { refused: 'no_such_site', sitekey }
    const now = context.clock()
    const { organisation, name } = site
    const ended = (await secrets.list(organisation))
      .filter((secret) => isLiving(secret, now) && isOfSiteAlone(secret, sitekey))
      .map(({ id }) => id)
    const detail = `${name}; ends ${ended.join(', ') || 'no secret'}`
    const of = { organisation, action: 'site.remove', subject: sitekey, detail }
    const last = { end: { ids: ended, atMs: now }, line: auditLine(context, of) }
    const wasThere = await sites.remove(sitekey, last)
    return wasThere ? { ended } : { refused: 'no_such_site', sitekey }
  })
}
