import { isLiving, type Secret } from '../../model/secret.ts'
import { auditLine } from '../audit-line.ts'
import type { Command, Result } from '../command.ts'
import { daysFlag, expiryOf, readExpiry } from './lifetimes.ts'
import { defaultSite, makeSecret } from '../site/make-site.ts'
import { checkName, isRefused, readOrganisation } from '../read-flags.ts'
import { sitesText } from './rotate.ts'
import { checkRoom } from './secret-rules.ts'
import { readSites, siteFlag } from './secret-sites.ts'
import { withLock } from '../with-store.ts'

/** `incipit secret add NAME`: one more secret, for some sites or for all of an organisation. */
export const secretAdd: Command = {
  usage: 'secret add NAME',
  summary: 'makes a siteverify secret and shows it, once',
  flags: {
    organisation: {
      type: 'string',
      meaning: `whose secret it is [that of its sites, else ${defaultSite.organisation}]`,
    },
    ...siteFlag,
    ...daysFlag,
  },
  words: [1, 1],
  run: async (context, [name = ''], flags) => {
    const now = context.clock()
    const given = checkName('A secret', name) ?? readOrganisation(flags)
    if (isRefused(given)) return given
    const expiresAtMs = readExpiry(flags, now)
    if (isRefused(expiresAtMs)) return expiresAtMs
    return withLock(context, async (store) => {
      const sites = await readSites(store, flags, given)
      if ('refused' in sites) return sites
      const organisation = given ?? sites[0]?.organisation ?? defaultSite.organisation
      const sitekeys = sites.map(({ sitekey }) => sitekey)
      const living = (await store.secrets.list(organisation)).filter((of) => isLiving(of, now))
      const refusal = checkRoom(living, sitekeys)
      if (refusal) return refusal
      const made = makeSecret(context, { name, organisation, sitekeys, expiresAtMs })
      const { id } = made.secret
      const detail = `${name}; good for ${sitesText(sitekeys)}; ends ${expiryOf(made.secret) ?? 'never'}`
      const line = auditLine(context, { organisation, action: 'secret.add', subject: id, detail })
      await store.secrets.change({ add: made.secret, line })
      return shown(made)
    })
  },
}

function shown({ text, secret }: { text: string; secret: Secret }): Result {
  const { id, name, organisation, sitekeys } = secret
  const facts = { secret: text, secret_id: id, name, organisation, sitekeys }
  return {
    json: { ...facts, expires_at: expiryOf(secret) },
    text: [
      `The secret “${name}” of “${organisation}” is shown only now.`,
      `  secret (siteverify)  ${text}`,
      `  id of the secret     ${id}`,
      `  good for             ${sitesText(sitekeys)}`,
      `  works until          ${expiryOf(secret) ?? 'it is ended'}`,
    ].join('\n'),
  }
}
