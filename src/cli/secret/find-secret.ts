import { isLiving, type Secret } from '../../model/secret.ts'
import type { Store, Refusal } from '../command.ts'
import { expiryOf } from './lifetimes.ts'

/** The living secret of that id; refused where there is none, or it has ended. */
export async function findLiving(
  { secrets }: Store,
  id: string,
  now: number,
): Promise<Secret | Refusal> {
  const secret = await secrets.findById(id)
  if (!secret)
    return { refused: `There is no secret “${id}”; \`incipit secret list\` shows those there are.` }
  if (!isLiving(secret, now)) return { refused: `The secret ${id} ended at ${expiryOf(secret)}.` }
  return secret
}
