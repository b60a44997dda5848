import { addSite, type AddedSite } from '../../manage/sites/add.ts'
import { siteFacts } from '../../manage/sites/site-facts.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { thinCorpusWarnings } from '../corpus/thin-corpora.ts'
import { readTextFlag } from '../read-flags.ts'
import { modeWarnings } from './mode-warnings.ts'
import { readSiteFlags, siteDefaults, siteFlags } from './site-flags.ts'

/** `incipit site add NAME`: registers a site and shows its keys; its first secret is shown only this once. */
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
  run: async (command, [name = ''], flags) => {
    const options = readSiteFlags(flags)
    if ('refused' in options) return options
    const order = { ...options, name, organisationName: readTextFlag(flags, 'organisation') }
    return callUseCase(command, (context) => addSite(context, order), shown)
  },
}

function shown({ site, secret, secretId, thinCorpora }: AddedSite): Result {
  return {
    json: { ...siteFacts(site), private_id: site.privateId, secret, secret_id: secretId },
    text: [
      ...thinCorpusWarnings(thinCorpora),
      ...modeWarnings(site),
      `The site “${site.name}” is registered. Keep the private id and the secret private; the secret is shown only this once.`,
      `  sitekey, client id (public)  ${site.sitekey}`,
      `  private id (Ocapi, HS512)    ${site.privateId}`,
      `  secret (siteverify)          ${secret}`,
      `  id of the secret             ${secretId}`,
    ].join('\n'),
  }
}
