import { isLiving } from '../../model/secret.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { replaceSecrets, type Lifetimes, type Replaced } from '../secrets/replace.ts'
import { isOfSiteAlone } from '../secrets/secret-rules.ts'
import { findSite } from './find.ts'

/**
 * Makes a new secret in place of those that are good for this site alone. A secret of several sites, or of
 * the organisation, is left as it is.
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
      (secret) => isLiving(secret, context.clock()) && isOfSiteAlone(secret, sitekey),
    )
    const options = { name, organisation, sitekeys: [sitekey] }
    return replaceSecrets(context, { replaced, options, ...lifetimes })
  })
}
