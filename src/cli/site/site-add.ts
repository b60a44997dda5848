import type { Site } from '../../model/site.ts'
import { auditLine } from '../audit-line.ts'
import { checkCorpora } from '../corpus/check-corpora.ts'
import type { Command } from '../command.ts'
import { makeSecret, makeSite } from './make-site.ts'
import { checkName } from '../read-flags.ts'
import { readSiteFlags, siteDefaults, siteFlags } from './site-flags.ts'
import { modeWarnings, siteFacts } from './site-facts.ts'
import { withLock } from '../with-store.ts'

/** `incipit site add NAME`: registers a site and shows its keys; its first secret is shown this once. */
export const siteAdd: Command = {
  usage: 'site add NAME',
  summary: 'registers a site and shows its keys',
  flags: Object.fromEntries(
    Object.entries<Command['flags'][string]>(siteFlags).map(([flag, of]) => [
      flag,
      flag in siteDefaults ? { ...of, meaning: `${of.meaning} [${siteDefaults[flag]}]` } : of,
    ]),
  ),
  words: [1, 1],
  run: async (context, [name = ''], flags) => {
    const options = checkName('A site', name) ?? readSiteFlags(flags)
    if ('refused' in options) return options
    return withLock(context, async (store) => {
      const corpora = await checkCorpora(context, store, options.corpora ?? [])
      if ('refused' in corpora) return corpora
      const site = makeSite(context, { ...options, name })
      const { sitekey, organisation } = site
      const ofSite = { name, organisation, sitekeys: [sitekey], expiresAtMs: null }
      const { text, secret } = makeSecret(context, ofSite)
      const detail = `${name}; secret ${secret.id}`
      const line = auditLine(context, {
        organisation,
        action: 'site.add',
        subject: sitekey,
        detail,
      })
      await store.records.addSite(site, { secret, line })
      return {
        json: {
          ...siteFacts(site),
          private_id: site.privateId,
          secret: text,
          secret_id: secret.id,
        },
        text: [...corpora.warnings, ...modeWarnings(site), ...keysOf(site, text, secret.id)].join(
          '\n',
        ),
      }
    })
  },
}

function keysOf({ name, sitekey, privateId }: Site, secret: string, secretId: string): string[] {
  return [
    `Site “${name}” is registered. Keep what is private; the secret is shown only now.`,
    `  sitekey, client id (public)  ${sitekey}`,
    `  private id (Ocapi, HS512)    ${privateId}`,
    `  secret (siteverify)          ${secret}`,
    `  id of the secret             ${secretId}`,
  ]
}
