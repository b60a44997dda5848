import { isLiving, type Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import { auditLine } from '../audit-line.ts'
import { checkCorpora } from '../corpus/check-corpora.ts'
import type { Command, Flags, Store, Refusal } from '../command.ts'
import { cell } from '../print.ts'
import { checkName } from '../read-flags.ts'
import { factText, modeWarnings, noSuchSite, siteFacts } from './site-facts.ts'
import { readSiteFlags, siteFlags, type SiteOptions } from './site-flags.ts'
import { withLock } from '../with-store.ts'

/** `incipit site set SITEKEY`: changes what is given and leaves the rest. */
export const siteSet: Command = {
  usage: 'site set SITEKEY',
  summary: 'changes what is given of a site',
  flags: {
    name: { type: 'string', meaning: 'another name' },
    ...siteFlags,
    'any-domain': { type: 'boolean', meaning: 'forget its domains: it may be used on any' },
    'all-corpora': { type: 'boolean', meaning: 'forget its corpora: it serves all' },
  },
  words: [1, 1],
  run: async (context, [sitekey = ''], flags) => {
    const options = readOptions(flags)
    if ('refused' in options) return options
    return withLock(context, async (store) => {
      const site = await store.records.findSite(sitekey)
      if (!site) return noSuchSite(sitekey)
      const corpora = await checkCorpora(context, store, options.corpora ?? [])
      if ('refused' in corpora) return corpora
      const changed: Site = { ...site, ...options }
      const taken = await secretsToTake(store, { site, changed, now: context.clock() })
      if ('refused' in taken) return taken
      const { organisation } = changed
      const ids = taken.map(({ id }) => id)
      const differences = differencesOf(site, changed)
      if (ids.length > 0) differences.push(`takes along ${ids.join(', ')}`)
      const detail = differences.join('; ') || 'nothing'
      const line = auditLine(context, {
        organisation,
        action: 'site.set',
        subject: sitekey,
        detail,
      })
      if (!(await store.records.changeSite(changed, line, ids))) return noSuchSite(sitekey)
      const told = cell(`The site “${changed.name}” is changed: ${detail}.`)
      return {
        text: [...corpora.warnings, ...modeWarnings(changed), told].join('\n'),
        json: siteFacts(changed),
      }
    })
  },
}

function readOptions(flags: Flags): SiteOptions | Refusal {
  const { name } = flags
  const refusal = name === undefined ? null : checkName('A site', String(name))
  const options = refusal ?? readSiteFlags(flags)
  if ('refused' in options) return options
  if (flags['any-domain'] && options.domains)
    return { refused: 'Give either --domain or --any-domain.' }
  if (flags['all-corpora'] && options.corpora)
    return { refused: 'Give either --corpus or --all-corpora.' }
  const all = {
    ...options,
    ...(name === undefined ? {} : { name: String(name) }),
    ...(flags['any-domain'] ? { domains: [] } : {}),
    ...(flags['all-corpora'] ? { corpora: [] } : {}),
  }
  return Object.keys(all).length === 0
    ? { refused: 'Say what to change; `incipit site set --help` tells what can be.' }
    : all
}

// A secret is of one organisation: those of this site alone go along, so that it keeps working.
async function secretsToTake(
  { secrets }: Store,
  { site, changed, now }: { site: Site; changed: Site; now: number },
): Promise<Secret[] | Refusal> {
  if (changed.organisation === site.organisation) return []
  const named = (await secrets.list(site.organisation)).filter(
    (secret) => isLiving(secret, now) && secret.sitekeys.includes(site.sitekey),
  )
  const shared = named.find(({ sitekeys }) => sitekeys.length > 1)
  if (!shared) return named
  return {
    refused: `The secret ${shared.id} is good for other sites of “${site.organisation}” too; assign it to them alone first, or end it.`,
  }
}

function differencesOf(before: Site, after: Site): string[] {
  const old: Record<string, unknown> = siteFacts(before)
  return Object.entries(siteFacts(after))
    .filter(([name, value]) => factText(old[name]) !== factText(value))
    .map(([name, value]) => `${name} from ${factText(old[name])} to ${factText(value)}`)
}
