import type { Secret } from '../../model/secret.ts'
import type { Refusal } from '../command.ts'

const livingOfSiteMax = 10
const livingSharedMax = 100

/** Says whether a secret names this site and no other. */
export function isOfSiteAlone({ sitekeys }: Secret, sitekey: string): boolean {
  return sitekeys.length === 1 && sitekeys[0] === sitekey
}

/**
 * Refuses one more secret where too many live: ten that name a site, a hundred in an organisation that are
 * not of one site alone. `living` are those of the organisation, the newest first.
 */
export function checkRoom(living: readonly Secret[], sitekeys: readonly string[]): Refusal | null {
  for (const sitekey of sitekeys) {
    const named = living.filter((secret) => secret.sitekeys.includes(sitekey))
    if (named.length >= livingOfSiteMax)
      return refuse(`The site ${sitekey} has ${livingOfSiteMax} living secrets`, named)
  }
  const shared = living.filter((secret) => secret.sitekeys.length !== 1)
  return sitekeys.length !== 1 && shared.length >= livingSharedMax
    ? refuse(`The organisation has ${livingSharedMax} living secrets for several sites`, shared)
    : null
}

function refuse(fact: string, secrets: readonly Secret[]): Refusal {
  const oldest = secrets.at(-1)?.id ?? ''
  return {
    refused: `${fact}, as many as may be; end one first, such as the oldest: \`incipit secret end ${oldest}\`.`,
  }
}
