import type { Difficulty, Site, SiteMode } from '../../model/site.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { defaultSite } from './make-site.ts'
import { readDomain } from './read-domain.ts'
import { isRefused, readList, readOrganisation } from '../read-flags.ts'

const listMax = 100
const choices = {
  localhost: ['true', 'false'],
  mode: ['always', 'passive', 'invisible'],
  difficulty: ['auto', 'easy', 'moderate', 'difficult'],
  remoteip: ['required', 'optional'],
  score: ['true', 'false'],
} as const

/** What an owner may say of a site, beside its name. */
export const siteFlags = {
  organisation: {
    type: 'string',
    meaning: 'whom the site belongs to; secrets are of an organisation',
  },
  domain: {
    type: 'string',
    multiple: true,
    meaning: 'a host name the site lives on, with all names below it; may be repeated; any if none',
  },
  corpus: {
    type: 'string',
    multiple: true,
    meaning: 'a corpus it serves; may be repeated; all if none',
  },
  localhost: { type: 'string', meaning: 'true or false: may be used on the visitor’s own machine' },
  mode: {
    type: 'string',
    meaning: 'always asks; passive first lets through unasked; invisible never asks, and scores',
  },
  difficulty: { type: 'string', meaning: 'auto, easy, moderate or difficult' },
  remoteip: { type: 'string', meaning: 'required or optional: the address in siteverify' },
  score: { type: 'string', meaning: 'true or false: siteverify tells a score' },
} as const satisfies Command['flags']

/** What the flags change of a site; what was not given is not in it. */
export type SiteOptions = Partial<Omit<Site, 'sitekey' | 'privateId' | 'createdAtMs'>>

/** Reads the flags of a site; nothing is asked of the store. */
export function readSiteFlags(flags: Flags): SiteOptions | Refusal {
  for (const [flag, allowed] of Object.entries<readonly string[]>(choices)) {
    const given = flags[flag]
    if (given !== undefined && !allowed.includes(String(given)))
      return { refused: `--${flag} must be one of ${allowed.join(', ')}, not “${String(given)}”.` }
  }
  const organisation = readOrganisation(flags)
  if (isRefused(organisation)) return organisation
  const domains = readDomains(flags)
  if (isRefused(domains)) return domains
  const corpora = readList(flags, 'corpus')
  if (domains.length > listMax || corpora.length > listMax)
    return { refused: `A site has at most ${listMax} domains and ${listMax} corpora.` }
  return {
    ...(organisation === null ? {} : { organisation }),
    ...(flags['domain'] ? { domains } : {}),
    ...(flags['corpus'] ? { corpora } : {}),
    ...ifGiven(flags, 'localhost', (text) => ({ allowsLocalhost: text === 'true' })),
    // Without a look at the score such a site would be open to all.
    ...(flags['mode'] === 'invisible' ? { tellsScore: true } : {}),
    ...ifGiven(flags, 'mode', (text) => ({ mode: text as SiteMode })),
    ...ifGiven(flags, 'difficulty', (text) => ({ difficulty: text as Difficulty })),
    ...ifGiven(flags, 'remoteip', (text) => ({ needsRemoteIp: text === 'required' })),
    ...ifGiven(flags, 'score', (text) => ({ tellsScore: text === 'true' })),
  }
}

/** What a new site is where a flag is not given, as it is told in the help. */
export const siteDefaults: Readonly<Record<string, string>> = {
  organisation: defaultSite.organisation,
  localhost: String(defaultSite.allowsLocalhost),
  mode: defaultSite.mode,
  difficulty: defaultSite.difficulty,
  remoteip: defaultSite.needsRemoteIp ? 'required' : 'optional',
  score: String(defaultSite.tellsScore),
}

function ifGiven(flags: Flags, flag: string, read: (text: string) => SiteOptions): SiteOptions {
  return flags[flag] === undefined ? {} : read(String(flags[flag]))
}

function readDomains(flags: Flags): string[] | Refusal {
  const domains = new Set<string>()
  for (const given of readList(flags, 'domain')) {
    const read = readDomain(given)
    if ('refused' in read) return read
    domains.add(read.domain)
  }
  return [...domains]
}
