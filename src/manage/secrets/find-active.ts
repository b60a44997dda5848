import { isActive, type Secret } from '../../model/secret.ts'
import type { Context } from '../context.ts'
import { findAmong } from '../organisations/acting.ts'
import type { Refused } from '../refused.ts'

/** The valid secret with that id; refused if there is none, or if it has ended. */
export async function findActive(context: Context, id: string): Promise<Secret | Refused> {
  const { store, clock } = context
  const one = await findAmong(context, (organisation) => store.secrets.findById(organisation, id))
  if (!one) return { refused: 'no_such_secret', id }
  return isActive(one.found, clock())
    ? one.found
    : { refused: 'secret_ended', id, endedAtMs: one.found.expiresAtMs ?? clock() }
}
