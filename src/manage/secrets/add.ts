import type { Organisation } from '../../model/organisation.ts'
import { isActive, type Secret } from '../../model/secret.ts'
import { auditLine } from '../audit/audit-line.ts'
import { checkName, readOrganisationName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Named } from '../organisations/acting.ts'
import { keepOrganisation } from '../organisations/add.ts'
import { chooseOrganisation } from '../organisations/choose.ts'
import type { Refused } from '../refused.ts'
import { makeSecret } from '../sites/make-site.ts'
import { findSites } from './find-sites.ts'
import { endTextOf } from '../instants.ts'
import { checkRoom, sitesText } from './secret-rules.ts'

/** A new secret; without sites it is valid for all sites of its organisation. */
export type NewSecret = {
  name: string
  /** Null for the organisation of its sites, or the default one. */
  organisationName: string | null
  sitekeys: readonly string[]
  /** When it expires; null for never. */
  expiresAtMs: number | null
}

/** A new secret: its text, which is shown only this once, and its record. */
export type MadeSecret = { text: string; secret: Named<Secret> }

/** Makes another secret, for some sites or for all sites of an organisation. */
export async function addSecret(
  context: Context,
  { name, organisationName, sitekeys: named, expiresAtMs }: NewSecret,
): Promise<MadeSecret | Refused> {
  const own = organisationName === null ? null : readOrganisationName(organisationName)
  const refusal = checkName('secret', name) ?? (own && 'refused' in own ? own : null)
  if (refusal) return refusal
  return withLock(context, async () => {
    const wanted =
      organisationName === null ? null : await chooseOrganisation(context, organisationName)
    if (wanted && 'refused' in wanted) return wanted
    const sites = await findSites(context, named, wanted)
    if ('refused' in sites) return sites
    const owner = sites.owner ?? (await chooseOrganisation(context, null))
    if ('refused' in owner) return owner
    const { sitekeys } = sites
    const full = checkRoom(await activeOf(context, owner), sitekeys)
    if (full) return full
    const taken = await keepOrganisation(context, owner)
    if (taken) return taken
    const organisation = owner.id
    const made = makeSecret(context, { name, organisation, sitekeys, expiresAtMs })
    const detail = `${name}; valid for ${sitesText(sitekeys)}; ends ${endTextOf(made.secret)}`
    const of = { organisation, action: 'secret.add', subject: made.secret.id, detail }
    const change = { add: made.secret, line: auditLine(context, of) }
    await context.store.secrets.change(organisation, change)
    return { text: made.text, secret: { ...made.secret, organisationName: owner.name } }
  })
}

async function activeOf({ store, clock }: Context, { id }: Organisation): Promise<Secret[]> {
  const now = clock()
  return (await store.secrets.list(id)).filter((secret) => isActive(secret, now))
}
