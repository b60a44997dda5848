import { assignSecret } from '../../manage/secrets/assign.ts'
import { sitesText } from '../../manage/secrets/secret-rules.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { readList } from '../read-flags.ts'
import { siteFlag } from './site-flag.ts'

/** `incipit secret assign ID`: changes which sites a secret is valid for. */
export const secretAssign: Command = {
  usage: 'secret assign ID',
  summary: 'changes which sites a secret is valid for',
  flags: {
    ...organisationFlag,
    ...siteFlag,
    'all-sites': { type: 'boolean', meaning: 'valid for every site of its organisation' },
  },
  words: [1, 1],
  run: async (command, [id = ''], flags) => {
    if ((flags['site'] === undefined) === (flags['all-sites'] !== true))
      return { refused: 'Give either --site SITEKEY, as often as needed, or --all-sites.' }
    return callUseCase(
      actingFor(command, flags),
      (context) => assignSecret(context, { id, sitekeys: readList(flags, 'site') }),
      ({ sitekeys }) => ({
        text: `The secret ${id} is now valid for ${sitesText(sitekeys)}.`,
        json: { secret_id: id, sitekeys },
      }),
    )
  },
}
