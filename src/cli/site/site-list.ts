import { isGoodFor } from '../../model/secret.ts'
import type { Command } from '../command.ts'
import { cell } from '../print.ts'
import { factText, noSuchSite, siteFacts } from './site-facts.ts'
import { withStore } from '../with-store.ts'

/** `incipit site list`: every site, without its secrets. */
export const siteList: Command = {
  usage: 'site list',
  summary: 'lists the sites',
  flags: {},
  words: [0, 0],
  run: (context) =>
    withStore(context, async ({ records }) => {
      const sites = await records.listSites()
      const lines = sites.map(({ sitekey, name, organisation, mode, difficulty, domains }) => {
        const where = domains.join(', ') || 'any domain'
        return cell(`${sitekey}  ${name}  (${organisation}; ${mode}, ${difficulty}; ${where})`)
      })
      return {
        text: lines.join('\n') || 'There is no site yet; `incipit site add NAME` makes one.',
        json: sites.map(siteFacts),
      }
    }),
}

/** `incipit site show SITEKEY`: one site with its private id and the ids of its secrets, for the owner. */
export const siteShow: Command = {
  usage: 'site show SITEKEY',
  summary: 'shows a site, with its private id and the ids of its secrets',
  flags: {},
  words: [1, 1],
  run: (context, [sitekey = '']) =>
    withStore(context, async ({ records, secrets }) => {
      const site = await records.findSite(sitekey)
      if (!site) return noSuchSite(sitekey)
      const good = (await secrets.list(site.organisation)).filter((secret) =>
        isGoodFor(secret, site, context.clock()),
      )
      const shown = {
        ...siteFacts(site),
        private_id: site.privateId,
        secrets: good.map(({ id }) => id),
      }
      const lines = Object.entries(shown).map(([name, value]) =>
        cell(`${name.padEnd(13)} ${factText(value)}`),
      )
      return { text: lines.join('\n'), json: shown }
    }),
}
