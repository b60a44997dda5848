import { isActive, type Secret } from '../../model/secret.ts'
import type { Organisation } from '../../model/organisation.ts'
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
import { findSite } from './find.ts'
import { differencesOf } from './site-facts.ts'
import { checkSiteChange, checkWays, type SiteChange } from './site-options.ts'

/**
 * A changed site, the differences as the audit shows them, and its corpora that have too few items for a
 * challenge.
 */
export type ChangedSite = { site: Named<Site>; detail: string; thinCorpora: string[] }

/** Which site to change and how; a named organisation becomes its owner. */
export type SiteOrder = SiteChange & { sitekey: string; organisationName: string | null }

/** Changes the given properties of a site and leaves the others as they are. */
export async function changeSite(
  context: Context,
  { sitekey, organisationName, ...given }: SiteOrder,
): Promise<ChangedSite | Refused> {
  if (organisationName === null && Object.keys(given).length === 0)
    return { refused: 'nothing_to_change' }
  const refusal = given.name === undefined ? null : checkName('site', given.name)
  if (refusal) return refusal
  const { options, faults } = checkSiteChange(given)
  if (faults[0]) return faults[0]
  return withLock(context, async () => {
    const { sites } = context.store
    const found = await findSite(context, sitekey)
    if ('refused' in found) return found
    const { site, organisation: owner } = found
    const [wayFault] = checkWays({ ...site, ...options }, options)
    if (wayFault) return wayFault
    const next =
      organisationName === null ? owner : await chooseOrganisation(context, organisationName)
    if ('refused' in next) return next
    const corpora = await checkCorpora(context, next.id, {
      names: options.corpora ?? [],
      difficulty: options.difficulty ?? site.difficulty,
    })
    if ('refused' in corpora) return corpora
    const changed: Named<Site> = {
      ...site,
      ...options,
      organisation: next.id,
      organisationName: next.name,
    }
    const taken = await secretsToTake(context, { site, owner, changed })
    if ('refused' in taken) return taken
    const ids = taken.map(({ id }) => id)
    const differences = differencesOf({ ...site, organisationName: owner.name }, changed)
    if (ids.length > 0) differences.push(`moves with it the secrets ${ids.join(', ')}`)
    const detail = differences.join('; ') || 'nothing'
    const { organisation } = changed
    const of = { organisation, action: 'site.set', subject: sitekey, detail }
    const nameTaken = await keepOrganisation(context, next)
    if (nameTaken) return nameTaken
    const wasThere = await sites.change(owner.id, changed, auditLine(context, of), ids)
    return wasThere
      ? { site: changed, detail, thinCorpora: corpora.thin }
      : { refused: 'no_such_site', sitekey }
  })
}

// A secret belongs to one organisation. Those of this site alone move with it, so that it keeps working.
async function secretsToTake(
  { store, clock }: Context,
  { site, owner, changed }: { site: Site; owner: Organisation; changed: Site },
): Promise<Secret[] | Refused> {
  if (changed.organisation === site.organisation) return []
  const now = clock()
  const named = (await store.secrets.list(site.organisation)).filter(
    (secret) => isActive(secret, now) && secret.sitekeys.includes(site.sitekey),
  )
  const shared = named.find(({ sitekeys }) => sitekeys.length > 1)
  return shared ? { refused: 'secret_is_shared', id: shared.id, organisation: owner.name } : named
}
