import { isIP } from 'node:net'
import type { WebFault } from '../model/web.ts'
import { hostOf, isAllowed, isOwn, isPublic, type AllowedHost } from './address.ts'
import { lookUp, type Lookup } from './look-up.ts'

const addressesMax = 32

/**
 * Finds the numeric addresses of a host, to which a connection is then pinned. They are looked up once, so
 * that no second lookup can give another one, and refused unless every one of them is public.
 */
export async function locate(
  url: URL,
  { allowed, ...lookup }: Lookup & { allowed: readonly AllowedHost[] },
): Promise<{ pinned: readonly string[] } | WebFault> {
  const host = hostOf(url)
  const found = isIP(host) ? [host] : await lookUp(host, lookup)
  if (found === 'late') return { fault: `nobody says where the host ${host} is` }
  const pinned = found.slice(0, addressesMax)
  if (pinned.length === 0) return { fault: `the host ${host} is not found` }
  const isByName = isAllowed(url, allowed)
  const amiss = pinned.find((numeric) => !isPublic(numeric) && !(isByName && isOwn(numeric)))
  if (amiss === undefined) return { pinned }
  const where = amiss === host ? `${host} is` : `${host} is at ${amiss},`
  return isByName || !isOwn(amiss)
    ? { fault: `${where} not a public address` }
    : { fault: `${where} not a public address; a host of your own is allowed with --allow-host` }
}
