import type { AuditLine } from '../../model/audit.ts'
import { auditLine } from '../audit/audit-line.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import { keepOrganisation } from '../organisations/add.ts'
import type { OrderFault, Refused } from '../refused.ts'
import { draftSites, type AddedSite, type NewSite, type SiteDraft } from './draft-sites.ts'

const sitesMax = 1_000

/** Registers a site, with a first secret that is made here or brought along. */
export async function addSite(context: Context, order: NewSite): Promise<AddedSite | Refused> {
  const added = await addSites(context, [order])
  if (!('refused' in added)) return first(added.sites)
  return added.refused === 'site_orders' ? (added.faults[0]?.why ?? added) : added
}

function first(sites: readonly AddedSite[]): AddedSite {
  const [site] = sites
  if (!site) throw new Error('no site was added')
  return site
}

/** Registers all of these sites, or none: then it names all that is wrong with each order. */
export async function addSites(
  context: Context,
  orders: readonly NewSite[],
): Promise<{ sites: AddedSite[] } | Refused> {
  if (orders.length === 0 || orders.length > sitesMax)
    return { refused: 'site_count', most: sitesMax }
  return withLock(context, async () => {
    const { drafts, owners, secrets, faults } = await draftSites(context, orders)
    if (faults.length > 0) return { refused: 'site_orders', faults }
    for (const owner of owners) {
      const taken = await keepOrganisation(context, owner)
      if (taken) return taken
    }
    await context.store.sites.addAll({
      sites: drafts.map(({ added }) => added.site),
      ...secrets,
      lines: drafts.map((draft) => lineOf(context, draft)),
    })
    return { sites: drafts.map(({ added }) => added) }
  })
}

/** All that is wrong with these orders of sites, of which it keeps nothing. */
export async function checkSites(
  context: Context,
  orders: readonly NewSite[],
): Promise<{ faults: readonly OrderFault[] } | Refused> {
  if (orders.length > sitesMax) return { refused: 'site_count', most: sitesMax }
  const { faults } = await draftSites(context, orders)
  return { faults }
}

function lineOf(context: Context, { added: { site }, detail }: SiteDraft): AuditLine {
  const { organisation, sitekey } = site
  return auditLine(context, { organisation, action: 'site.add', subject: sitekey, detail })
}
