import { listSites } from '../../manage/sites/list.ts'
import { showSite } from '../../manage/sites/show.ts'
import { factText, siteFacts } from '../../manage/sites/site-facts.ts'
import type { Named } from '../../manage/organisations/acting.ts'
import type { Site } from '../../model/site.ts'
import { actingFor, noneText, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Result } from '../command.ts'
import { cell } from '../print.ts'

/** `incipit site list`: lists the sites, without their secrets. */
export const siteList: Command = {
  usage: 'site list',
  summary: 'lists the sites',
  flags: organisationFlag,
  words: [0, 0],
  run: (command, _, flags) =>
    callUseCase(actingFor(command, flags), listSites, (sites) => shownAll(sites, flags)),
}

function shownAll(sites: readonly Named<Site>[], flags: Flags): Result {
  const lines = sites.map(
    ({ sitekey, name, organisationName: organisation, mode, difficulty, domains }) => {
      const where = domains.join(', ') || 'any domain'
      return cell(`${sitekey}  ${name}  (${organisation}; ${mode}, ${difficulty}; ${where})`)
    },
  )
  return {
    text: lines.join('\n') || noneText(flags, 'sites', '`incipit site add NAME` makes one.'),
    json: sites.map(siteFacts),
  }
}

/** `incipit site show SITEKEY`: shows a site with its private id and the ids of its secrets, for its owner. */
export const siteShow: Command = {
  usage: 'site show SITEKEY',
  summary: 'shows a site, with its private id and the ids of its secrets',
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [sitekey = ''], flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => showSite(context, { sitekey }),
      ({ site, secretIds }) => {
        const facts = { ...siteFacts(site), private_id: site.privateId, secrets: secretIds }
        const lines = Object.entries(facts).map(([name, value]) =>
          cell(`${name.padEnd(13)} ${factText(value)}`),
        )
        return { text: lines.join('\n'), json: facts }
      },
    ),
}
