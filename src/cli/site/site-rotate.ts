import { isLiving } from '../../model/secret.ts'
import type { Command } from '../command.ts'
import { daysFlag, graceFlag } from '../secret/lifetimes.ts'
import { rotate, rotatedText } from '../secret/rotate.ts'
import { isOfSiteAlone } from '../secret/secret-rules.ts'
import { noSuchSite } from './site-facts.ts'
import { withLock } from '../with-store.ts'

/**
 * `incipit site rotate-secret SITEKEY`: a new secret in place of those that are good for this site alone.
 * A secret of several sites, or of the organisation, is left as it is.
 */
export const siteRotateSecret: Command = {
  usage: 'site rotate-secret SITEKEY',
  summary: 'makes a new secret for a site; the old ones end after a grace',
  flags: { ...graceFlag, ...daysFlag },
  words: [1, 1],
  run: (context, [sitekey = ''], flags) =>
    withLock(context, async (store) => {
      const site = await store.records.findSite(sitekey)
      if (!site) return noSuchSite(sitekey)
      const { name, organisation } = site
      const replaced = (await store.secrets.list(organisation)).filter(
        (secret) => isLiving(secret, context.clock()) && isOfSiteAlone(secret, sitekey),
      )
      const options = { name, organisation, sitekeys: [sitekey] }
      const rotated = await rotate(context, store, { replaced, options, flags })
      if ('refused' in rotated) return rotated
      return { text: rotatedText(rotated), json: { sitekey, ...rotated } }
    }),
}
