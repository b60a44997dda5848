import type { Secret } from '../../model/secret.ts'
import type { Refused } from '../refused.ts'

const livingOfSiteMax = 10
const livingSharedMax = 100

/** Says whether a secret is for this site and no other. */
export function isOfSiteAlone({ sitekeys }: Secret, sitekey: string): boolean {
  return sitekeys.length === 1 && sitekeys[0] === sitekey
}

/** The sites of a secret as people read them. */
export function sitesText(sitekeys: readonly string[]): string {
  return sitekeys.join(', ') || 'all sites of the organisation'
}

/**
 * Refuses another secret if there are too many valid ones: ten that name a site, or a hundred of an
 * organisation that are not for one site alone. `living` are those of the organisation, newest first.
 */
export function checkRoom(living: readonly Secret[], sitekeys: readonly string[]): Refused | null {
  for (const sitekey of sitekeys) {
    const named = living.filter((secret) => secret.sitekeys.includes(sitekey))
    if (named.length >= livingOfSiteMax)
      return { refused: 'site_secrets', sitekey, most: livingOfSiteMax, oldest: oldestOf(named) }
  }
  const shared = living.filter((secret) => secret.sitekeys.length !== 1)
  return sitekeys.length !== 1 && shared.length >= livingSharedMax
    ? { refused: 'shared_secrets', most: livingSharedMax, oldest: oldestOf(shared) }
    : null
}

function oldestOf(secrets: readonly Secret[]): string {
  return secrets.at(-1)?.id ?? ''
}
