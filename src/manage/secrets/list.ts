import type { Secret } from '../../model/secret.ts'
import { readOrganisationName } from '../check-name.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

/** The secrets as they are kept, of one organisation or of all (null): the living ones first. */
export async function listSecrets(
  { store }: Context,
  { organisation }: { organisation: string | null },
): Promise<readonly Secret[] | Refused> {
  if (organisation === null) return store.secrets.list(null)
  const read = readOrganisationName(organisation)
  return 'refused' in read ? read : store.secrets.list(read.name)
}
