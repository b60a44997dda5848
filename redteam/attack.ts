import type { Lab } from './lab.ts'

/** How large an attack is: as a person would run it within the time, or as small as still shows its outcome. */
export type Size = 'full' | 'small'

/** One thing that was measured. `holds` is null where there is nothing to hold to. */
export type Finding = {
  what: string
  measured: string
  holds: boolean | null
  /** Whether it is a matter of seconds, which a busy machine changes. */
  isOfTime?: boolean
}

/** One attack of November 2026, re-enacted. */
export type Attack = {
  name: string
  title: string
  /** What was measured before anything was done about it. */
  before: string
  /** What would be right. */
  right: string
  run: (lab: Lab, size: Size) => Promise<Finding[]>
}

/** A share in percent. */
export function percent(part: number, of: number): string {
  return of === 0 ? 'none' : `${((100 * part) / of).toFixed(1)} %`
}

/** The number below which that share of the numbers lies. */
export function quantileOf(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? 0
}
