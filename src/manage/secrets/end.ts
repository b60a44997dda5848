import { auditLine } from '../audit/audit-line.ts'
import type { Context } from '../context.ts'
import { instantOf } from '../instants.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { findActive } from './find-active.ts'

/** Ends a secret, at once or after a grace period, but never later than it would have ended before. */
export function endSecret(
  context: Context,
  { id, graceMs }: { id: string; graceMs: number },
): Promise<{ endsAtMs: number; isOver: boolean } | Refused> {
  return withLock(context, async () => {
    const secret = await findActive(context, id)
    if ('refused' in secret) return secret
    const now = context.clock()
    const { organisation, name } = secret
    const endsAtMs = Math.min(secret.expiresAtMs ?? Infinity, now + graceMs)
    const detail = `${name}; ends ${instantOf(endsAtMs)}`
    const line = auditLine(context, { organisation, action: 'secret.end', subject: id, detail })
    await context.store.secrets.change(organisation, { end: { ids: [id], atMs: endsAtMs }, line })
    return { endsAtMs, isOver: endsAtMs <= now }
  })
}
