import type { Site } from '../model/site.ts'
import type { Command } from './command.ts'

/** `incipit site list`: every site, without its secrets. */
export const siteList: Command = {
  usage: 'site list',
  summary: 'lists the sites',
  flags: {},
  words: [0, 0],
  run: async (context) => {
    const keep = context.openKeep()
    const sites = await keep.records.listSites()
    await keep.close()
    const text = sites.map(({ sitekey, name }) => `${sitekey}  ${name}`).join('\n')
    return {
      text: text || 'There is no site yet; `incipit site add NAME` makes one.',
      json: sites.map(publicOf),
    }
  },
}

/** `incipit site show SITEKEY`: one site with its private id, for the owner. */
export const siteShow: Command = {
  usage: 'site show SITEKEY',
  summary: 'shows a site, with its private id',
  flags: {},
  words: [1, 1],
  run: async (context, [sitekey = '']) => {
    const keep = context.openKeep()
    const site = await keep.records.findSite(sitekey)
    await keep.close()
    if (!site) return { refused: `There is no site with the sitekey “${sitekey}”.` }
    const shown = { ...publicOf(site), private_id: site.privateId }
    const text = Object.entries(shown).map(([name, value]) => `${name.padEnd(12)}${String(value)}`)
    return { text: text.join('\n'), json: shown }
  },
}

/** `incipit site remove SITEKEY`: forgets a site; its open challenges can no longer be answered. */
export const siteRemove: Command = {
  usage: 'site remove SITEKEY',
  summary: 'forgets a site',
  flags: {},
  words: [1, 1],
  run: async (context, [sitekey = '']) => {
    const keep = context.openKeep()
    const wasThere = await keep.records.removeSite(sitekey)
    await keep.close()
    if (!wasThere) return { refused: `There is no site with the sitekey “${sitekey}”.` }
    return { text: `The site ${sitekey} is forgotten.`, json: { sitekey, removed: true } }
  },
}

const publicOf = ({ sitekey, name, domains, corpora, createdAtMs }: Site) => ({
  sitekey,
  client_id: sitekey,
  name,
  domains,
  corpora,
  created_at: new Date(createdAtMs).toISOString(),
})
