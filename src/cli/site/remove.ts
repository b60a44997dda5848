import { removeSite } from '../../manage/sites/remove.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'

/** `incipit site remove SITEKEY`: removes a site and ends the secrets that are for it alone. */
export const siteRemove: Command = {
  usage: 'site remove SITEKEY',
  summary: 'removes a site and ends its secrets',
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [sitekey = ''], flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => removeSite(context, { sitekey }),
      ({ ended }) => {
        const secrets = ended.length > 0 ? ` Its secrets have ended: ${ended.join(', ')}.` : ''
        return {
          text: `The site ${sitekey} is removed.${secrets}`,
          json: { sitekey, removed: true, ended },
        }
      },
    ),
}
