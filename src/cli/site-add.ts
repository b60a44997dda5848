import { canAsk } from '../challenge/can-ask.ts'
import type { Command } from './command.ts'
import { makeSite } from './make-site.ts'

const nameLengthMax = 200
const listMax = 100
const hostName = /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i

/** `incipit site add NAME`: registers a site and shows its secrets, once. */
export const siteAdd: Command = {
  usage: 'site add NAME',
  summary: 'registers a site and shows its keys',
  flags: {
    domain: {
      type: 'string',
      multiple: true,
      meaning: 'a host name the site lives on, for the record (not enforced yet); may be repeated',
    },
    corpus: {
      type: 'string',
      multiple: true,
      meaning: 'a corpus it serves; may be repeated; all when absent',
    },
  },
  words: [1, 1],
  run: async (context, [name = ''], flags) => {
    const domains = [flags['domain'] ?? []].flat().map(String)
    const corpora = [flags['corpus'] ?? []].flat().map(String)
    if (name.trim() === '' || name.length > nameLengthMax)
      return { refused: `A site needs a name of 1 to ${nameLengthMax} characters.` }
    const strange = domains.find((domain) => !hostName.test(domain))
    if (strange !== undefined)
      return { refused: `“${strange}” is no host name, such as www.example.org.` }
    if (domains.length > listMax || corpora.length > listMax)
      return { refused: `A site has at most ${listMax} domains and corpora.` }
    const keep = context.openKeep()
    try {
      const empty: string[] = []
      for (const wanted of corpora) {
        const corpus = await keep.records.findCorpus(wanted)
        if (!corpus)
          return {
            refused: `There is no corpus “${wanted}”; \`incipit corpus list\` shows those there are.`,
          }
        if (!(await canAsk({ ...context, ...keep }, corpus))) empty.push(wanted)
      }
      const { site, secret } = makeSite(context, { name, domains, corpora })
      await keep.records.addSite(site)
      const { sitekey, privateId } = site
      return {
        json: {
          sitekey,
          secret,
          client_id: sitekey,
          private_id: privateId,
          name,
          domains,
          corpora,
        },
        text: [
          ...empty.map((corpus) => `Mind: “${corpus}” has too few known items for a challenge.`),
          `Site “${name}” is registered. Keep what is private; the secret is shown only now.`,
          `  sitekey, client id (public)  ${sitekey}`,
          `  private id (Ocapi, HS512)    ${privateId}`,
          `  secret (siteverify)          ${secret}`,
        ].join('\n'),
      }
    } finally {
      await keep.close()
    }
  },
}
