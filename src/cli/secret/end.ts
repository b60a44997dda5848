import { instantOf } from '../../manage/instants.ts'
import { endSecret } from '../../manage/secrets/end.ts'
import { rotateSecret } from '../../manage/secrets/rotate.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { isRefused } from '../read-flags.ts'
import { daysFlag, graceFlag, readGrace, readLifetimes } from './lifetimes.ts'
import { replacedFacts, replacedText } from './replaced-facts.ts'

/** `incipit secret rotate ID`: replaces a secret with a new one for the same sites. */
export const secretRotate: Command = {
  usage: 'secret rotate ID',
  summary: 'replaces a secret with a new one; the old one ends after a grace period',
  flags: { ...organisationFlag, ...graceFlag, ...daysFlag },
  words: [1, 1],
  run: async (command, [id = ''], flags) => {
    const lifetimes = readLifetimes(flags, command.clock())
    if ('refused' in lifetimes) return lifetimes
    return callUseCase(
      actingFor(command, flags),
      (context) => rotateSecret(context, { id, ...lifetimes }),
      (replaced) => ({
        text: replacedText(replaced),
        json: { ...replacedFacts(replaced), sitekeys: replaced.secret.sitekeys },
      }),
    )
  },
}

/** `incipit secret end ID`: ends a secret, at once or after a grace period. */
export const secretEnd: Command = {
  usage: 'secret end ID',
  summary: 'ends a secret',
  flags: {
    ...organisationFlag,
    'grace-hours': {
      type: 'string',
      meaning: 'how many hours it stays valid [0: it ends at once]',
    },
  },
  words: [1, 1],
  run: async (command, [id = ''], flags) => {
    const graceMs = readGrace(flags, 0)
    if (isRefused(graceMs)) return graceMs
    return callUseCase(
      actingFor(command, flags),
      (context) => endSecret(context, { id, graceMs }),
      ({ endsAtMs, isOver }) => {
        const endsAt = instantOf(endsAtMs)
        return {
          text: isOver ? `The secret ${id} has ended.` : `The secret ${id} ends at ${endsAt}.`,
          json: { secret_id: id, ends_at: endsAt },
        }
      },
    )
  },
}
