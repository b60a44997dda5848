import { isActive, type Secret } from '../../model/secret.ts'
import type { Context } from '../context.ts'
import { listAmong, type Named } from '../organisations/acting.ts'

/** The records of secrets: first the valid ones, then those that ended, each newest first. */
export async function listSecrets(context: Context): Promise<readonly Named<Secret>[]> {
  const { secrets } = context.store
  const now = context.clock()
  const all = await listAmong(context, (organisation) => secrets.list(organisation))
  const order = (secret: Secret): number => (isActive(secret, now) ? 0 : 1)
  return all.toSorted(
    (a, b) => order(a) - order(b) || b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : 1),
  )
}
