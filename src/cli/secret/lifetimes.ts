import { instantOf } from '../../manage/instants.ts'
import type { Lifetimes } from '../../manage/secrets/replace.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { isRefused, readWhole } from '../read-flags.ts'

const hourMs = 3_600_000
const dayMs = 86_400_000
const graceHoursMax = 720
const daysMax = 3_650
const rotationGraceHours = 24

/** The flag for how long a replaced secret stays valid. */
export const graceFlag = {
  'grace-hours': {
    type: 'string',
    meaning: `how many hours the replaced secret stays valid, at most ${graceHoursMax} [${rotationGraceHours}]`,
  },
} as const satisfies Command['flags']

/** The flag for how long a new secret is valid. */
export const daysFlag = {
  days: {
    type: 'string',
    meaning: `how many days the new secret is valid, at most ${daysMax} [for ever]`,
  },
} as const satisfies Command['flags']

/** How long a replaced or ended secret stays valid, in milliseconds. */
export function readGrace(flags: Flags, hours = rotationGraceHours): number | Refusal {
  const given = readWhole(flags, 'grace-hours', [0, graceHoursMax])
  return isRefused(given) ? given : (given ?? hours) * hourMs
}

/** When a new secret expires; null if never. */
export function readExpiry(flags: Flags, now: number): number | null | Refusal {
  const days = readWhole(flags, 'days', [1, daysMax])
  return days === null || isRefused(days) ? days : now + days * dayMs
}

/** How long the replaced secrets stay valid, and when the new one expires. */
export function readLifetimes(flags: Flags, now: number): Lifetimes | Refusal {
  const graceMs = readGrace(flags)
  if (isRefused(graceMs)) return graceMs
  const expiresAtMs = readExpiry(flags, now)
  return isRefused(expiresAtMs) ? expiresAtMs : { graceMs, expiresAtMs }
}

/** When a secret expires, as commands show it; null if never. */
export function expiryOf({ expiresAtMs }: { expiresAtMs: number | null }): string | null {
  return expiresAtMs === null ? null : instantOf(expiresAtMs)
}
