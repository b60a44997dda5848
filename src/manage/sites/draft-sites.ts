import type { Organisation } from '../../model/organisation.ts'
import type { Site } from '../../model/site.ts'
import { checkName } from '../check-name.ts'
import type { Context } from '../context.ts'
import { checkCorpora } from '../corpora/check-corpora.ts'
import type { Named } from '../organisations/acting.ts'
import { chooseOrganisation } from '../organisations/choose.ts'
import type { OrderFault, Refused } from '../refused.ts'
import { checkKeys, type BroughtKeys } from './check-keys.ts'
import { collectSecrets, type CollectedSecrets } from './collect-secrets.ts'
import { defaultSite, makeSite } from './make-site.ts'
import { checkSiteChange, checkWays, type SiteChange } from './site-options.ts'
import { findTakenKeys } from './taken-keys.ts'

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

/** A site that may be added, and what the audit says of it. */
export type SiteDraft = { added: AddedSite; detail: string }

/** What would be added for orders: the drafts, their organisations and secrets; or what is wrong, by order. */
export type SiteDrafts = {
  drafts: readonly SiteDraft[]
  owners: readonly Organisation[]
  secrets: ReturnType<CollectedSecrets['collected']>
  faults: readonly OrderFault[]
}

type Drafted = {
  owners: Map<string, Organisation>
  secrets: CollectedSecrets
  findTaken: ReturnType<typeof findTakenKeys>
}

/** Drafts a site for each order. It goes on after a fault, so that all of them are known at once. */
export async function draftSites(
  context: Context,
  orders: readonly NewSite[],
): Promise<SiteDrafts> {
  const owners = new Map<string, Organisation>()
  const secrets = collectSecrets(context)
  const findTaken = findTakenKeys(context, orders)
  const drafts: SiteDraft[] = []
  const faults: OrderFault[] = []
  for (const [order, given] of orders.entries()) {
    const draft = await draftSite(context, given, { owners, secrets, findTaken })
    if ('faults' in draft) faults.push(...draft.faults.map((why) => ({ order, why })))
    else drafts.push(draft)
  }
  return { drafts, owners: [...owners.values()], secrets: secrets.collected(), faults }
}

async function draftSite(
  context: Context,
  order: NewSite,
  { owners, secrets, findTaken }: Drafted,
): Promise<SiteDraft | { faults: Refused[] }> {
  const { name, organisationName, keys, ...given } = order
  const { options, faults: optionFaults } = checkSiteChange(given)
  const keyFaults = checkKeys(keys)
  const faults = [
    ...[checkName('site', name) ?? []].flat(),
    ...keyFaults,
    ...optionFaults,
    ...checkWays({ ...defaultSite, ...options }, options),
    ...(keyFaults.length === 0 ? await findTaken(order) : []),
  ]
  const chosen = await chooseOrganisation(context, organisationName)
  if ('refused' in chosen) return { faults: [...faults, chosen] }
  // A new one may be named by several sites.
  const owner = owners.get(chosen.name) ?? chosen
  const corpora = await checkEachCorpus(context, owner.id, options)
  const site = makeSite(context, { ...options, ...ownKeys(keys), name, organisation: owner.id })
  const secret = keyFaults.length === 0 ? await secrets.add(site, keys.secret) : null
  if (secret && 'refused' in secret) faults.push(secret)
  faults.push(...corpora.faults)
  if (faults.length > 0 || !secret || 'refused' in secret) return { faults }
  owners.set(owner.name, owner)
  return {
    added: {
      site: { ...site, organisationName: owner.name },
      secret: secret.text,
      secretId: secret.id,
      thinCorpora: corpora.thin,
    },
    detail: `${name}; secret ${secret.id}${broughtText(keys)}`,
  }
}

async function checkEachCorpus(
  context: Context,
  organisation: string,
  { corpora = [], difficulty = defaultSite.difficulty }: SiteChange,
): Promise<{ thin: string[]; faults: Refused[] }> {
  const thin: string[] = []
  const faults: Refused[] = []
  for (const name of corpora) {
    const checked = await checkCorpora(context, organisation, { names: [name], difficulty })
    if ('refused' in checked) faults.push(checked)
    else thin.push(...checked.thin)
  }
  return { thin, faults }
}

function ownKeys({ sitekey, privateId }: BroughtKeys): Partial<Site> {
  return {
    ...(sitekey === null ? {} : { sitekey }),
    ...(privateId === null ? {} : { privateId }),
  }
}

function broughtText({ sitekey, secret, privateId }: BroughtKeys): string {
  const brought = [
    ...(sitekey === null ? [] : ['sitekey']),
    ...(secret === null ? [] : ['secret']),
    ...(privateId === null ? [] : ['private id']),
  ]
  return brought.length > 0 ? `; brought along: ${brought.join(', ')}` : ''
}
