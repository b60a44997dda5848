import type { AuditLine } from '../../model/audit.ts'
import type { Site } from '../../model/site.ts'
import { auditLine } from '../audit/audit-line.ts'
import { checkName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { checkCorpora } from '../corpora/check-corpora.ts'
import { withLock } from '../lock.ts'
import type { Named } from '../organisations/acting.ts'
import { keepOrganisation } from '../organisations/add.ts'
import { chooseOrganisation } from '../organisations/choose.ts'
import type { Organisation } from '../../model/organisation.ts'
import type { Refused } from '../refused.ts'
import { checkKeys, type BroughtKeys } from './check-keys.ts'
import { collectSecrets, type CollectedSecrets } from './collect-secrets.ts'
import { defaultSite, makeSite } from './make-site.ts'
import { checkSiteChange, type SiteChange } from './site-options.ts'

const sitesMax = 1_000

/**
 * A new site and its corpora that have too few items for a challenge. Its secret is shown only this once, and is
 * null if it was brought along.
 */
export type AddedSite = {
  site: Named<Site>
  secret: string | null
  secretId: string
  thinCorpora: string[]
}

/** A new site; without an organisation it belongs to the one that is acted for. */
export type NewSite = SiteChange & {
  name: string
  organisationName: string | null
  keys: BroughtKeys
}

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

/** Registers all of these sites, or none: then it says for each order by its number, from 0, what is wrong. */
export async function addSites(
  context: Context,
  orders: readonly NewSite[],
): Promise<{ sites: AddedSite[] } | Refused> {
  if (orders.length === 0 || orders.length > sitesMax)
    return { refused: 'site_count', most: sitesMax }
  return withLock(context, async () => {
    const owners = new Map<string, Organisation>()
    const secrets = collectSecrets(context)
    const drafts: Draft[] = []
    const faults: { order: number; why: Refused }[] = []
    for (const [order, given] of orders.entries()) {
      const draft = await draftSite(context, given, { owners, secrets, drafts })
      if ('refused' in draft) faults.push({ order, why: draft })
      else drafts.push(draft)
    }
    if (faults.length > 0) return { refused: 'site_orders', faults }
    for (const owner of owners.values()) {
      const taken = await keepOrganisation(context, owner)
      if (taken) return taken
    }
    await context.store.sites.addAll({
      sites: drafts.map(({ added }) => added.site),
      ...secrets.collected(),
      lines: drafts.map((draft) => lineOf(context, draft)),
    })
    return { sites: drafts.map(({ added }) => added) }
  })
}

type Draft = { added: AddedSite; detail: string }

type Drafted = {
  owners: Map<string, Organisation>
  secrets: CollectedSecrets
  drafts: readonly Draft[]
}

async function draftSite(
  context: Context,
  { name, organisationName, keys, ...given }: NewSite,
  { owners, secrets, drafts }: Drafted,
): Promise<Draft | Refused> {
  const options = checkName('site', name) ?? checkKeys(keys) ?? checkSiteChange(given)
  if ('refused' in options) return options
  const { sitekey, privateId } = keys
  const isTaken =
    sitekey !== null &&
    (drafts.some(({ added }) => added.site.sitekey === sitekey) ||
      (await context.store.sites.isKnown(sitekey)))
  if (isTaken) return { refused: 'sitekey_taken', sitekey }
  const chosen = await chooseOrganisation(context, organisationName)
  if ('refused' in chosen) return chosen
  // A new one may be named by several sites.
  const owner = owners.get(chosen.name) ?? chosen
  const organisation = owner.id
  const corpora = await checkCorpora(context, organisation, {
    names: options.corpora ?? [],
    difficulty: options.difficulty ?? defaultSite.difficulty,
  })
  if ('refused' in corpora) return corpora
  const own = {
    ...(sitekey === null ? {} : { sitekey }),
    ...(privateId === null ? {} : { privateId }),
  }
  const site = makeSite(context, { ...options, ...own, name, organisation })
  const secret = await secrets.add(site, keys.secret)
  if ('refused' in secret) return secret
  owners.set(owner.name, owner)
  const brought = [
    ...(sitekey === null ? [] : ['sitekey']),
    ...(keys.secret === null ? [] : ['secret']),
    ...(privateId === null ? [] : ['private id']),
  ]
  const named = { ...site, organisationName: owner.name }
  const keptBefore = brought.length > 0 ? `; brought along: ${brought.join(', ')}` : ''
  return {
    added: { site: named, secret: secret.text, secretId: secret.id, thinCorpora: corpora.thin },
    detail: `${name}; secret ${secret.id}${keptBefore}`,
  }
}

function lineOf(context: Context, { added: { site }, detail }: Draft): AuditLine {
  const { organisation, sitekey } = site
  return auditLine(context, { organisation, action: 'site.add', subject: sitekey, detail })
}
