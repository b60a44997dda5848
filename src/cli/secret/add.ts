import { addSecret, type MadeSecret } from '../../manage/secrets/add.ts'
import { sitesText } from '../../manage/secrets/secret-rules.ts'
import { defaultOrganisation } from '../../model/organisation.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { isRefused, readList, readTextFlag } from '../read-flags.ts'
import { daysFlag, expiryOf, readExpiry } from './lifetimes.ts'
import { siteFlag } from './site-flag.ts'

/** `incipit secret add NAME`: makes another secret, for some sites or for all of an organisation. */
export const secretAdd: Command = {
  usage: 'secret add NAME',
  summary: 'makes a siteverify secret and shows it, once',
  flags: {
    organisation: {
      type: 'string',
      meaning: `whose secret it is [that of its sites, else ${defaultOrganisation.name}]`,
    },
    ...siteFlag,
    ...daysFlag,
  },
  words: [1, 1],
  run: async (command, [name = ''], flags) => {
    const expiresAtMs = readExpiry(flags, command.clock())
    if (isRefused(expiresAtMs)) return expiresAtMs
    const sitekeys = readList(flags, 'site')
    const input = {
      name,
      organisationName: readTextFlag(flags, 'organisation'),
      sitekeys,
      expiresAtMs,
    }
    return callUseCase(command, (context) => addSecret(context, input), shown)
  },
}

function shown({ text, secret }: MadeSecret): Result {
  const { id, name, organisationName: organisation, sitekeys } = secret
  const facts = { secret: text, secret_id: id, name, organisation, sitekeys }
  return {
    json: { ...facts, expires_at: expiryOf(secret) },
    text: [
      `The secret “${name}” of “${organisation}” is shown only this once.`,
      `  secret (siteverify)  ${text}`,
      `  id of the secret     ${id}`,
      `  valid for            ${sitesText(sitekeys)}`,
      `  valid until          ${expiryOf(secret) ?? 'it is ended'}`,
    ].join('\n'),
  }
}
