import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { findActive } from './find-active.ts'
import { replaceSecrets, type Lifetimes, type Replaced } from './replace.ts'

/** Replaces a secret with a new one that is valid for the same sites. */
export function rotateSecret(
  context: Context,
  { id, ...lifetimes }: Lifetimes & { id: string },
): Promise<Replaced | Refused> {
  return withLock(context, async () => {
    const old = await findActive(context, id)
    if ('refused' in old) return old
    const { name, organisation, sitekeys } = old
    const options = { name, organisation, sitekeys }
    return replaceSecrets(context, { replaced: [old], options, ...lifetimes })
  })
}
