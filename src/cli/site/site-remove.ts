import { isLiving } from '../../model/secret.ts'
import { auditLine } from '../audit-line.ts'
import type { Command } from '../command.ts'
import { isOfSiteAlone } from '../secret/secret-rules.ts'
import { noSuchSite } from './site-facts.ts'
import { withLock } from '../with-store.ts'

/**
 * `incipit site remove SITEKEY`: forgets a site and ends the secrets that are good for it alone; its open
 * challenges can no longer be answered.
 */
export const siteRemove: Command = {
  usage: 'site remove SITEKEY',
  summary: 'forgets a site and ends its secrets',
  flags: {},
  words: [1, 1],
  run: (context, [sitekey = '']) =>
    withLock(context, async ({ records, secrets }) => {
      const site = await records.findSite(sitekey)
      if (!site) return noSuchSite(sitekey)
      const now = context.clock()
      const { organisation, name } = site
      const ids = (await secrets.list(organisation))
        .filter((secret) => isLiving(secret, now) && isOfSiteAlone(secret, sitekey))
        .map(({ id }) => id)
      const detail = `${name}; ends ${ids.join(', ') || 'no secret'}`
      const line = auditLine(context, {
        organisation,
        action: 'site.remove',
        subject: sitekey,
        detail,
      })
      const wasThere = await records.removeSite(sitekey, { end: { ids, atMs: now }, line })
      if (!wasThere) return noSuchSite(sitekey)
      const ended = ids.length > 0 ? ` So are its secrets: ${ids.join(', ')}.` : ''
      return {
        text: `The site ${sitekey} is forgotten.${ended}`,
        json: { sitekey, removed: true, ended: ids },
      }
    }),
}
