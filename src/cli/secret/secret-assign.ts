import { isLiving } from '../../model/secret.ts'
import { auditLine } from '../audit-line.ts'
import type { Command } from '../command.ts'
import { findLiving } from './find-secret.ts'
import { sitesText } from './rotate.ts'
import { checkRoom } from './secret-rules.ts'
import { readSites, siteFlag } from './secret-sites.ts'
import { withLock } from '../with-store.ts'

/** `incipit secret assign ID`: says anew which sites a secret is good for. */
export const secretAssign: Command = {
  usage: 'secret assign ID',
  summary: 'says anew which sites a secret is good for',
  flags: {
    ...siteFlag,
    'all-sites': { type: 'boolean', meaning: 'good for every site of its organisation' },
  },
  words: [1, 1],
  run: async (context, [id = ''], flags) => {
    if ((flags['site'] === undefined) === (flags['all-sites'] !== true))
      return { refused: 'Give either --site SITEKEY, as often as needed, or --all-sites.' }
    return withLock(context, async (store) => {
      const now = context.clock()
      const secret = await findLiving(store, id, now)
      if ('refused' in secret) return secret
      const { organisation } = secret
      const sites = await readSites(store, flags, organisation)
      if ('refused' in sites) return sites
      const sitekeys = sites.map(({ sitekey }) => sitekey)
      const others = (await store.secrets.list(organisation)).filter(
        (other) => isLiving(other, now) && other.id !== id,
      )
      const refusal = checkRoom(others, sitekeys)
      if (refusal) return refusal
      const detail = `good for ${sitesText(sitekeys)}; before for ${sitesText(secret.sitekeys)}`
      const line = auditLine(context, {
        organisation,
        action: 'secret.assign',
        subject: id,
        detail,
      })
      await store.secrets.change({ assign: { id, sitekeys }, line })
      return {
        text: `The secret ${id} is good for ${sitesText(sitekeys)}.`,
        json: { secret_id: id, sitekeys },
      }
    })
  },
}
