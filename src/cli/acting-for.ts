import type { Command, CommandContext, Flags } from './command.ts'
import { readTextFlag } from './read-flags.ts'

/** The flag that says for which organisation the operator acts. */
export const organisationFlag = {
  organisation: { type: 'string', meaning: 'only what belongs to this organisation' },
} as const satisfies Command['flags']

/**
 * What a command is given, and the organisation that the operator acts for; all organisations if it is absent
 * or null.
 */
export type Acting = CommandContext & { organisationName?: string | null }

/** Says that nothing is there: nothing of the organisation of `--organisation`, or nothing at all. */
export function noneText(flags: Flags, nouns: string, hint: string): string {
  const organisation = readTextFlag(flags, 'organisation')
  return organisation === null
    ? `There are no ${nouns} yet; ${hint}`
    : `“${organisation}” has no ${nouns}; without --organisation, those of all organisations are listed.`
}

/** The operator acts for the organisation of `--organisation` alone, or for all. */
export function actingFor(command: CommandContext, flags: Flags): Acting {
  return { ...command, organisationName: readTextFlag(flags, 'organisation') }
}
