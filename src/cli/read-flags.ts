import { cleanText } from '../text/clean-text.ts'
import type { Flags, Refusal } from './command.ts'

const nameLengthMax = 200
/** Control characters, and the signs that separate lines and paragraphs. */
const noName = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** The texts of a flag that may be repeated, each once. */
export function readList(flags: Flags, flag: string): string[] {
  return [...new Set([flags[flag] ?? []].flat().map(String))]
}

/** Why a text cannot be a name, where it cannot. */
export function checkName(what: string, name: string): Refusal | null {
  if (name.trim() === '' || name.length > nameLengthMax)
    return { refused: `${what} needs a name of 1 to ${nameLengthMax} characters.` }
  return noName.test(name)
    ? { refused: `${what} needs a name on one line, without control characters.` }
    : null
}

/** The organisation that was given, in the one form it is kept in; null where none was. */
export function readOrganisation(flags: Flags): string | null | Refusal {
  if (flags['organisation'] === undefined) return null
  const given = String(flags['organisation'])
  const name = cleanText(given) ?? ''
  return checkName('An organisation', name) ?? checkName('An organisation', given) ?? name
}

/** A whole number within limits; null where the flag was not given. */
export function readWhole(
  flags: Flags,
  flag: string,
  [least, most]: readonly [least: number, most: number],
): number | null | Refusal {
  const given = flags[flag]
  if (given === undefined) return null
  const number = /^\d{1,9}$/.test(String(given)) ? Number(given) : -1
  return number >= least && number <= most
    ? number
    : {
        refused: `--${flag} must be a whole number from ${least} to ${most}, not “${String(given)}”.`,
      }
}

/** Says whether what was read is a refusal. */
export function isRefused(read: unknown): read is Refusal {
  return typeof read === 'object' && read !== null && 'refused' in read
}
