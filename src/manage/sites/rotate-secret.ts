import { isActive } from '../../model/secret.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { replaceSecrets, type Lifetimes, type Replaced } from '../secrets/replace.ts'
import { isOfSiteAlone } from '../secrets/secret-rules.ts'
import { findSite } from './find.ts'

/**
 * Replaces the secrets that are for this site alone with a new one. A secret for several sites, or for the
 * whole organisation, stays as it is.
 */
export function rotateSiteSecret(
  context: Context,
  { sitekey, ...lifetimes }: Lifetimes & { sitekey: string },
): Promise<Replaced | Refused> {
  const { secrets } = context.store
  return withLock(context, async () => {
    const found = await findSite(context, sitekey)
    if ('refused' in found) return found
    const { name, organisation } = found.site
    const replaced = (await secrets.list(organisation)).filter(
      (secret) => isActive(secret, context.clock()) && isOfSiteAlone(secret, sitekey),
    )
    const options = { name, organisation, sitekeys: [sitekey] }
    return replaceSecrets(context, { replaced, options, ...lifetimes })
  })
}
