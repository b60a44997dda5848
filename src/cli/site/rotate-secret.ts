import { rotateSiteSecret } from '../../manage/sites/rotate-secret.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { daysFlag, graceFlag, readLifetimes } from '../secret/lifetimes.ts'
import { replacedFacts, replacedText } from '../secret/replaced-facts.ts'

/** `incipit site rotate-secret SITEKEY`: replaces the secrets that are for this site alone with a new one. */
export const siteRotateSecret: Command = {
  usage: 'site rotate-secret SITEKEY',
  summary: 'makes a new secret for a site; the old ones end after a grace period',
  flags: { ...organisationFlag, ...graceFlag, ...daysFlag },
  words: [1, 1],
  run: async (command, [sitekey = ''], flags) => {
    const lifetimes = readLifetimes(flags, command.clock())
    if ('refused' in lifetimes) return lifetimes
    return callUseCase(
      actingFor(command, flags),
      (context) => rotateSiteSecret(context, { sitekey, ...lifetimes }),
      (replaced) => ({
        text: replacedText(replaced),
        json: { sitekey, ...replacedFacts(replaced) },
      }),
    )
  },
}
