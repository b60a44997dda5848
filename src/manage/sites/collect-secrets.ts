import { isActive, type Secret } from '../../model/secret.ts'
import type { SecretSites, Site } from '../../model/site.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { sitesOfSecretMax } from '../secrets/find-sites.ts'
import { hashSecret, makeSecret, recordSecret } from './make-site.ts'

/** The secrets of sites that are added together. */
export type CollectedSecrets = {
  /** Finds or makes the secret of a site. Its text is null if it was brought along, perhaps by another site too. */
  add: (
    site: Site,
    brought: string | null,
  ) => Promise<{ id: string; text: string | null } | Refused>
  collected: () => { secrets: Secret[]; assigned: SecretSites[] }
}

/** Collects secrets: an account of another service may have one secret for all of its sites. */
export function collectSecrets(context: Context): CollectedSecrets {
  const made = new Map<string, Secret>()
  const widened = new Map<string, Secret>()

  async function bring(site: Site, text: string): Promise<{ id: string; text: null } | Refused> {
    const sha256 = hashSecret(text)
    const { secrets } = context.store
    const known =
      made.get(sha256) ??
      widened.get(sha256) ??
      (await secrets.list(site.organisation)).find((own) => own.sha256 === sha256)
    if (!known) {
      if (await secrets.isKnown(sha256)) return { refused: 'secret_taken' }
      const secret = recordSecret(context, optionsOf(site), text)
      made.set(sha256, secret)
      return { id: secret.id, text: null }
    }
    if (known.organisation !== site.organisation || !isActive(known, context.clock()))
      return { refused: 'secret_taken' }
    if (known.sitekeys.length === 0) return { id: known.id, text: null }
    if (known.sitekeys.length >= sitesOfSecretMax)
      return { refused: 'secret_sites', most: sitesOfSecretMax }
    const wider = { ...known, sitekeys: [...known.sitekeys, site.sitekey] }
    ;(made.has(sha256) ? made : widened).set(sha256, wider)
    return { id: known.id, text: null }
  }

  return {
    async add(site, brought) {
      if (brought !== null) return bring(site, brought)
      const { text, secret } = makeSecret(context, optionsOf(site))
      made.set(secret.sha256, secret)
      return { id: secret.id, text }
    },
    collected: () => ({
      secrets: [...made.values()],
      assigned: [...widened.values()].map(({ id, organisation, sitekeys }) => ({
        id,
        organisation,
        sitekeys,
      })),
    }),
  }
}

function optionsOf({ name, organisation, sitekey }: Site) {
  return { name, organisation, sitekeys: [sitekey], expiresAtMs: null }
}
