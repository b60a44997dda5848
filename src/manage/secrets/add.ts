import { isLiving, type Secret } from '../../model/secret.ts'
import { auditLine } from '../audit/audit-line.ts'
import { checkName, readOrganisationName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { defaultSite, makeSecret } from '../sites/make-site.ts'
import { findSites } from './find-sites.ts'
import { endTextOf } from '../instants.ts'
import { checkRoom, sitesText } from './secret-rules.ts'

/** What a new secret is to be: without sites it is good for all of its organisation. */
export type NewSecret = {
  name: string
  /** Null for the organisation of its sites, or the default one. */
  organisation: string | null
  sitekeys: readonly string[]
  /** When it stops to work; null for never. */
  expiresAtMs: number | null
}

/** A secret that was made: its text, to be shown this once, and what is kept of it. */
export type MadeSecret = { text: string; secret: Secret }

/** Makes one more secret, for some sites or for all of an organisation. */
export async function addSecret(
  context: Context,
  { name, organisation: given, sitekeys: named, expiresAtMs }: NewSecret,
): Promise<MadeSecret | Refused> {
  const own = given === null ? null : readOrganisationName(given)
  const refusal = checkName('secret', name) ?? (own && 'refused' in own ? own : null)
  if (refusal) return refusal
  const ownName = own && 'name' in own ? own.name : null
  return withLock(context, async () => {
    const sites = await findSites(context, named, ownName)
    if ('refused' in sites) return sites
    const organisation = ownName ?? sites[0]?.organisation ?? defaultSite.organisation
    const sitekeys = sites.map(({ sitekey }) => sitekey)
    const { secrets } = context.store
    const now = context.clock()
    const living = (await secrets.list(organisation)).filter((of) => isLiving(of, now))
    const full = checkRoom(living, sitekeys)
    if (full) return full
    const made = makeSecret(context, { name, organisation, sitekeys, expiresAtMs })
    const detail = `${name}; good for ${sitesText(sitekeys)}; ends ${endTextOf(made.secret)}`
    const of = { organisation, action: 'secret.add', subject: made.secret.id, detail }
    await secrets.change({ add: made.secret, line: auditLine(context, of) })
    return made
  })
}
