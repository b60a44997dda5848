import { isLiving } from '../../model/secret.ts'
import type { Command } from '../command.ts'
import { expiryOf, instantOf } from './lifetimes.ts'
import { cell } from '../print.ts'
import { isRefused, readOrganisation } from '../read-flags.ts'
import { sitesText } from './rotate.ts'
import { withStore } from '../with-store.ts'

/** `incipit secret list`: every secret by its id; the secrets themselves are not kept. */
export const secretList: Command = {
  usage: 'secret list',
  summary: 'lists the secrets by their ids',
  flags: { organisation: { type: 'string', meaning: 'only those of this one' } },
  words: [0, 0],
  run: async (context, _, flags) => {
    const organisation = readOrganisation(flags)
    if (isRefused(organisation)) return organisation
    return withStore(context, async ({ secrets }) => {
      const now = context.clock()
      const shown = (await secrets.list(organisation)).map((secret) => ({
        secret_id: secret.id,
        name: secret.name,
        organisation: secret.organisation,
        sitekeys: secret.sitekeys,
        created_at: instantOf(secret.createdAtMs),
        expires_at: expiryOf(secret),
        living: isLiving(secret, now),
      }))
      const lines = shown.map(({ secret_id: id, expires_at: end, living, ...of }) => {
        const until = end === null ? '' : living ? `, until ${end}` : `, ended ${end}`
        return cell(`${id}  ${of.name}  (${of.organisation}; ${sitesText(of.sitekeys)}${until})`)
      })
      return {
        text: lines.join('\n') || 'There is no secret; `incipit secret add NAME` makes one.',
        json: shown,
      }
    })
  },
}
