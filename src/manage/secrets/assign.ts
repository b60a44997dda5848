import { isActive } from '../../model/secret.ts'
import { auditLine } from '../audit/audit-line.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { findActive } from './find-active.ts'
import { findSites } from './find-sites.ts'
import { checkRoom, sitesText } from './secret-rules.ts'

/** Changes which sites a secret is valid for; without sites it is valid for all of its organisation. */
export function assignSecret(
  context: Context,
  { id, sitekeys: given }: { id: string; sitekeys: readonly string[] },
): Promise<{ sitekeys: string[] } | Refused> {
  const { secrets } = context.store
  return withLock(context, async () => {
    const secret = await findActive(context, id)
    if ('refused' in secret) return secret
    const { organisation } = secret
    const owner = await context.store.organisations.find(organisation)
    const sites = await findSites(context, given, owner)
    if ('refused' in sites) return sites
    const { sitekeys } = sites
    const now = context.clock()
    const others = (await secrets.list(organisation)).filter(
      (other) => isActive(other, now) && other.id !== id,
    )
    const refusal = checkRoom(others, sitekeys)
    if (refusal) return refusal
    const detail = `valid for ${sitesText(sitekeys)}; before: ${sitesText(secret.sitekeys)}`
    const of = { organisation, action: 'secret.assign', subject: id, detail }
    await secrets.change(organisation, { assign: { id, sitekeys }, line: auditLine(context, of) })
    return { sitekeys }
  })
}
