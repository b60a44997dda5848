import { isLiving, type Secret } from '../model/secret.ts'
import type { Site } from '../model/site.ts'
import { auditLine } from './audit-line.ts'
import { checkCorpora } from './check-corpora.ts'
import type { Command, Flags, Keep, Refusal } from './command.ts'
import { cell } from './print.ts'
import { checkName } from './read-flags.ts'
import { factText, modeWarnings, noSuchSite, siteFacts } from './site-facts.ts'
import { readSiteFlags, siteFlags, type SiteWishes } from './site-flags.ts'
import { withLock } from './with-keep.ts'

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
    const wishes = readWishes(flags)
    if ('refused' in wishes) return wishes
    return withLock(context, async (keep) => {
      const site = await keep.records.findSite(sitekey)
      if (!site) return noSuchSite(sitekey)
      const corpora = await checkCorpora(context, keep, wishes.corpora ?? [])
      if ('refused' in corpora) return corpora
      const changed: Site = { ...site, ...wishes }
      const taken = await secretsToTake(keep, { site, changed, now: context.clock() })
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
      if (!(await keep.records.changeSite(changed, line, ids))) return noSuchSite(sitekey)
      const told = cell(`The site “${changed.name}” is changed: ${detail}.`)
      return {
        text: [...corpora.warnings, ...modeWarnings(changed), told].join('\n'),
        json: siteFacts(changed),
      }
    })
  },
}

const readWishes = (flags: Flags): SiteWishes | Refusal => {
  const { name } = flags
  const refusal = name === undefined ? null : checkName('A site', String(name))
  const wishes = refusal ?? readSiteFlags(flags)
  if ('refused' in wishes) return wishes
  if (flags['any-domain'] && wishes.domains)
    return { refused: 'Give either --domain or --any-domain.' }
  if (flags['all-corpora'] && wishes.corpora)
    return { refused: 'Give either --corpus or --all-corpora.' }
  const all = {
    ...wishes,
    ...(name === undefined ? {} : { name: String(name) }),
    ...(flags['any-domain'] ? { domains: [] } : {}),
    ...(flags['all-corpora'] ? { corpora: [] } : {}),
  }
  return Object.keys(all).length === 0
    ? { refused: 'Say what to change; `incipit site set --help` tells what can be.' }
    : all
}

// A secret is of one organisation: those of this site alone go along, so that it keeps working.
const secretsToTake = async (
  { secrets }: Keep,
  { site, changed, now }: { site: Site; changed: Site; now: number },
): Promise<Secret[] | Refusal> => {
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

const differencesOf = (before: Site, after: Site): string[] => {
  const old: Record<string, unknown> = siteFacts(before)
  return Object.entries(siteFacts(after))
    .filter(([name, value]) => factText(old[name]) !== factText(value))
    .map(([name, value]) => `${name} from ${factText(old[name])} to ${factText(value)}`)
}
