import type { Flags, Refusal } from './command.ts'

/** The values of a flag that may be repeated, each once. */
export function readList(flags: Flags, flag: string): string[] {
  return [...new Set([flags[flag] ?? []].flat().map(String))]
}

/** The value of a flag; null if it was not given. */
export function readTextFlag(flags: Flags, flag: string): string | null {
  return flags[flag] === undefined ? null : String(flags[flag])
}

/** A whole number within limits; null if the flag was not given. */
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
