import type { NewSite } from '../../manage/sites/draft-sites.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { readTextFlag } from '../read-flags.ts'
import { readSiteFlags } from './site-flags.ts'

/** The flags for keys that a site brings along from another service. */
export const keyFlags = {
  sitekey: { type: 'string', meaning: 'its sitekey so far; a new one if none' },
  'client-id': {
    type: 'string',
    meaning: 'its client id of Ocapi so far, which is its sitekey here',
  },
  secret: { type: 'string', meaning: 'its siteverify secret so far; a new one if none' },
  'private-id': { type: 'string', meaning: 'its private id of Ocapi so far; a new one if none' },
} as const satisfies Command['flags']

/** The sentence for a site whose two names for its public id differ; null if they do not. */
export function findIdFault(flags: Flags): string | null {
  const [sitekey, clientId] = [readTextFlag(flags, 'sitekey'), readTextFlag(flags, 'client-id')]
  return sitekey !== null && clientId !== null && sitekey !== clientId
    ? 'The sitekey and the client id are one id of a site, so they cannot differ. Add a site for each.'
    : null
}

/** Reads what a new site is to be from its name and its flags. */
export function readSiteOrder(name: string, flags: Flags): NewSite | Refusal {
  const options = readSiteFlags(flags)
  if ('refused' in options) return options
  const fault = findIdFault(flags)
  if (fault !== null) return { refused: fault }
  return {
    ...options,
    name,
    organisationName: readTextFlag(flags, 'organisation'),
    keys: {
      sitekey: readTextFlag(flags, 'sitekey') ?? readTextFlag(flags, 'client-id'),
      secret: readTextFlag(flags, 'secret'),
      privateId: readTextFlag(flags, 'private-id'),
    },
  }
}
