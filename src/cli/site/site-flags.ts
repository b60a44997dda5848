import { defaultSite } from '../../manage/sites/make-site.ts'
import type { SiteChange } from '../../manage/sites/site-options.ts'
import type { Difficulty, SiteMode } from '../../model/site.ts'
import { defaultOrganisation } from '../../model/organisation.ts'
import { ways, type Way } from '../../model/way.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { readList } from '../read-flags.ts'

const choices = {
  localhost: ['true', 'false'],
  'null-origin': ['true', 'false'],
  mode: ['always', 'passive', 'invisible'],
  difficulty: ['auto', 'easy', 'moderate', 'difficult'],
  remoteip: ['required', 'optional'],
  score: ['true', 'false'],
  'default-way': ways,
  neither: ['true', 'false'],
} as const

/** The flags for the properties of a site, except its name. */
export const siteFlags = {
  organisation: {
    type: 'string',
    meaning: 'the owner of the site; created if it does not exist',
  },
  domain: {
    type: 'string',
    multiple: true,
    meaning: 'a host name of the site, including all names below it; may be repeated; any if none',
  },
  corpus: {
    type: 'string',
    multiple: true,
    meaning: 'a corpus it serves; may be repeated; all if none',
  },
  localhost: { type: 'string', meaning: 'true or false: whether it works on localhost' },
  'null-origin': {
    type: 'string',
    meaning:
      'true or false: whether it works on pages without an origin: files, apps and sandboxed frames, of anybody',
  },
  mode: {
    type: 'string',
    meaning:
      'always: everybody gets a challenge; passive: not the first visits; invisible: nobody, see the score',
  },
  difficulty: { type: 'string', meaning: 'auto, easy, moderate or difficult' },
  remoteip: {
    type: 'string',
    meaning: 'required or optional: whether siteverify must be given the visitor’s address',
  },
  score: { type: 'string', meaning: 'true or false: whether siteverify returns a score' },
  'default-way': {
    type: 'string',
    meaning: 'eye, ear or neither: how visitors are asked at first; they can choose another way',
  },
  neither: {
    type: 'string',
    meaning: 'true or false: whether visitors may pass by neither eye nor ear, with work and time',
  },
  'privacy-text': {
    type: 'string',
    meaning: 'what it says about privacy, for visitors who press “Privacy”; nothing if empty',
  },
  'privacy-url': {
    type: 'string',
    meaning: 'the https address of its own privacy notice; none if empty',
  },
} as const satisfies Command['flags']

/** What is wrong with the flags of a site, a sentence for each flag. */
export function findFlagFaults(flags: Flags): { flag: string; sentence: string }[] {
  return Object.entries<readonly string[]>(choices).flatMap(([flag, allowed]) => {
    const given = flags[flag]
    if (given === undefined || allowed.includes(String(given))) return []
    const sentence = `--${flag} must be one of ${allowed.join(', ')}, not “${String(given)}”.`
    return [{ flag, sentence }]
  })
}

/** Reads the flags of a site; what was not given is absent. */
export function readSiteFlags(flags: Flags): SiteChange | Refusal {
  const faults = findFlagFaults(flags)
  if (faults.length > 0) return { refused: faults.map(({ sentence }) => sentence).join('\n') }
  return {
    ...(flags['domain'] ? { domains: readList(flags, 'domain') } : {}),
    ...(flags['corpus'] ? { corpora: readList(flags, 'corpus') } : {}),
    ...ifGiven(flags, 'localhost', (text) => ({ allowsLocalhost: text === 'true' })),
    ...ifGiven(flags, 'null-origin', (text) => ({ allowsNullOrigin: text === 'true' })),
    ...ifGiven(flags, 'mode', (text) => ({ mode: text as SiteMode })),
    ...ifGiven(flags, 'difficulty', (text) => ({ difficulty: text as Difficulty })),
    ...ifGiven(flags, 'remoteip', (text) => ({ needsRemoteIp: text === 'required' })),
    ...ifGiven(flags, 'score', (text) => ({ tellsScore: text === 'true' })),
    ...ifGiven(flags, 'default-way', (text) => ({ defaultWay: text as Way })),
    ...ifGiven(flags, 'neither', (text) => ({ hasNeither: text === 'true' })),
    ...ifGiven(flags, 'privacy-text', (text) => ({ privacyText: text })),
    ...ifGiven(flags, 'privacy-url', (text) => ({ privacyUrl: text })),
  }
}

/** The defaults of a new site, as the help shows them. */
export const siteDefaults: Readonly<Record<string, string>> = {
  organisation: defaultOrganisation.name,
  localhost: String(defaultSite.allowsLocalhost),
  'null-origin': String(defaultSite.allowsNullOrigin),
  mode: defaultSite.mode,
  difficulty: defaultSite.difficulty,
  remoteip: defaultSite.needsRemoteIp ? 'required' : 'optional',
  score: String(defaultSite.tellsScore),
  'default-way': defaultSite.defaultWay,
  neither: String(defaultSite.hasNeither),
}

function ifGiven(flags: Flags, flag: string, read: (text: string) => SiteChange): SiteChange {
  return flags[flag] === undefined ? {} : read(String(flags[flag]))
}
