import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import type { BroughtKeys } from './check-keys.ts'
import { hashSecret } from './make-site.ts'

/**
 * Says which keys of each of these orders, asked one after the other, belong to another site: one that is there, or
 * one of the orders. Several sites may have one secret; a sitekey or private id is of one site.
 */
export function findTakenKeys(
  { store }: Context,
  orders: readonly { keys: BroughtKeys }[],
): (order: { keys: BroughtKeys }) => Promise<Refused[]> {
  const { sites, secrets } = store
  const secretsOfOrders = new Set(orders.map(({ keys }) => keys.secret))
  const sitekeys = new Set<string>()
  const privateIds = new Set<string>()

  async function isPrivateIdTaken(id: string): Promise<boolean> {
    const isOther = privateIds.has(id) || secretsOfOrders.has(id)
    return isOther || (await sites.hasPrivateId(id)) || secrets.isKnown(hashSecret(id))
  }

  return async ({ keys: { sitekey, secret, privateId } }) => {
    const faults: Refused[] = []
    if (sitekey !== null && (sitekeys.has(sitekey) || (await sites.isKnown(sitekey))))
      faults.push({ refused: 'sitekey_taken', sitekey })
    if (secret !== null && (await sites.hasPrivateId(secret)))
      faults.push({ refused: 'no_key', of: 'secret', why: 'taken' })
    if (privateId !== null && (await isPrivateIdTaken(privateId)))
      faults.push({ refused: 'no_key', of: 'private id', why: 'taken' })
    if (sitekey !== null) sitekeys.add(sitekey)
    if (privateId !== null) privateIds.add(privateId)
    return faults
  }
}
