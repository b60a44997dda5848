import { changeSite, type ChangedSite } from '../../manage/sites/change.ts'
import { siteFacts } from '../../manage/sites/site-facts.ts'
import type { SiteChange } from '../../manage/sites/site-options.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Refusal, Result } from '../command.ts'
import { thinCorpusWarnings } from '../corpus/thin-corpora.ts'
import { readTextFlag } from '../read-flags.ts'
import { cell } from '../print.ts'
import { modeWarnings } from './mode-warnings.ts'
import { readSiteFlags, siteFlags } from './site-flags.ts'

/** `incipit site set SITEKEY`: changes the given properties of a site and leaves the others as they are. */
export const siteSet: Command = {
  usage: 'site set SITEKEY',
  summary: 'changes the given properties of a site',
  flags: {
    name: { type: 'string', meaning: 'another name' },
    ...siteFlags,
    'any-domain': { type: 'boolean', meaning: 'clears its list of domains: it may be used on any' },
    'all-corpora': { type: 'boolean', meaning: 'clears its list of corpora: it serves all' },
  },
  words: [1, 1],
  run: async (command, [sitekey = ''], flags) => {
    const options = readOptions(flags)
    if ('refused' in options) return options
    const order = { ...options, sitekey, organisationName: readTextFlag(flags, 'organisation') }
    return callUseCase(command, (context) => changeSite(context, order), shown)
  },
}

function readOptions(flags: Flags): SiteChange | Refusal {
  const options = readSiteFlags(flags)
  if ('refused' in options) return options
  if (flags['any-domain'] && options.domains)
    return { refused: 'Give either --domain or --any-domain.' }
  if (flags['all-corpora'] && options.corpora)
    return { refused: 'Give either --corpus or --all-corpora.' }
  return {
    ...options,
    ...(flags['name'] === undefined ? {} : { name: String(flags['name']) }),
    ...(flags['any-domain'] ? { domains: [] } : {}),
    ...(flags['all-corpora'] ? { corpora: [] } : {}),
  }
}

function shown({ site, detail, thinCorpora }: ChangedSite): Result {
  const sentence = cell(`The site “${site.name}” is changed: ${detail}.`)
  return {
    text: [...thinCorpusWarnings(thinCorpora), ...modeWarnings(site), sentence].join('\n'),
    json: siteFacts(site),
  }
}
