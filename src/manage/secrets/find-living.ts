import { isLiving, type Secret } from '../../model/secret.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

/** The living secret of that id; refused where there is none, or it has ended. */
export async function findLiving({ store, clock }: Context, id: string): Promise<Secret | Refused> {
  const secret = await store.secrets.findById(id)
  if (!secret) return { refused: 'no_such_secret', id }
  return isLiving(secret, clock())
    ? secret
    : { refused: 'secret_ended', id, endedAtMs: secret.expiresAtMs ?? clock() }
}
