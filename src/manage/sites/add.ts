import type { Site } from '../../model/site.ts'
import { auditLine } from '../audit/audit-line.ts'
import { checkName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { checkCorpora } from '../corpora/check-corpora.ts'
import { withLock } from '../lock.ts'
import type { Named } from '../organisations/acting.ts'
import { keepOrganisation } from '../organisations/add.ts'
import { chooseOrganisation } from '../organisations/choose.ts'
import type { Refused } from '../refused.ts'
import { makeSecret, makeSite } from './make-site.ts'
import { checkSiteChange, type SiteChange } from './site-options.ts'

/**
 * A new site with its first secret, which is shown only this once, and its corpora that have too few items
 * for a challenge.
 */
export type AddedSite = {
  site: Named<Site>
  secret: string
  secretId: string
  thinCorpora: string[]
}

/** A new site; without an organisation it belongs to the one that is acted for. */
export type NewSite = SiteChange & { name: string; organisationName: string | null }

/** Registers a site and makes its first secret. */
export async function addSite(
  context: Context,
  { name, organisationName, ...given }: NewSite,
): Promise<AddedSite | Refused> {
  const options = checkName('site', name) ?? checkSiteChange(given)
  if ('refused' in options) return options
  return withLock(context, async () => {
    const owner = await chooseOrganisation(context, organisationName)
    if ('refused' in owner) return owner
    const organisation = owner.id
    const corpora = await checkCorpora(context, organisation, options.corpora ?? [])
    if ('refused' in corpora) return corpora
    const taken = await keepOrganisation(context, owner)
    if (taken) return taken
    const site = makeSite(context, { ...options, name, organisation })
    const { sitekey } = site
    const ofSite = { name, organisation, sitekeys: [sitekey], expiresAtMs: null }
    const { text, secret } = makeSecret(context, ofSite)
    const detail = `${name}; secret ${secret.id}`
    const of = { organisation, action: 'site.add', subject: sitekey, detail }
    await context.store.sites.add(site, { secret, line: auditLine(context, of) })
    const named = { ...site, organisationName: owner.name }
    return { site: named, secret: text, secretId: secret.id, thinCorpora: corpora.thin }
  })
}
