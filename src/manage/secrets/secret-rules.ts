import type { Secret } from '../../model/secret.ts'
import type { Refused } from '../refused.ts'

const activeOfSiteMax = 10
const activeSharedMax = 100

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
 * organisation that are not for one site alone. `active` are those of the organisation, newest first.
 */
export function checkRoom(active: readonly Secret[], sitekeys: readonly string[]): Refused | null {
  for (const sitekey of sitekeys) {
    const named = active.filter((secret) => secret.sitekeys.includes(sitekey))
    if (named.length >= activeOfSiteMax)
      return { refused: 'site_secrets', sitekey, most: activeOfSiteMax, oldest: oldestOf(named) }
  }
  const shared = active.filter((secret) => secret.sitekeys.length !== 1)
  return sitekeys.length !== 1 && shared.length >= activeSharedMax
    ? { refused: 'shared_secrets', most: activeSharedMax, oldest: oldestOf(shared) }
    : null
}

function oldestOf(secrets: readonly Secret[]): string {
  return secrets.at(-1)?.id ?? ''
}
