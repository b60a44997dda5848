import { removeSite } from '../../manage/sites/remove.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'

/** `incipit site remove SITEKEY`: forgets a site and ends the secrets that are good for it alone. */
export const siteRemove: Command = {
  usage: 'site remove SITEKEY',
  summary: 'forgets a site and ends its secrets',
  flags: {},
  words: [1, 1],
  run: (command, [sitekey = '']) =>
    callUseCase(
      command,
      (context) => removeSite(context, { sitekey }),
      ({ ended }) => {
        const secrets = ended.length > 0 ? ` So are its secrets: ${ended.join(', ')}.` : ''
        return {
          text: `The site ${sitekey} is forgotten.${secrets}`,
          json: { sitekey, removed: true, ended },
        }
      },
    ),
}
