import { instantOf } from '../instants.ts'
import type { Refused } from '../refused.ts'

const instantShape = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/

/** Reads the end of an embargo from a day or an instant (ISO 8601, UTC), which must be in the future. */
export function readEmbargo(given: string, now: number): { untilMs: number } | Refused {
  const untilMs = instantShape.test(given) ? Date.parse(given) : Number.NaN
  // Date.parse turns a day that the month does not have into a day of the next month.
  if (Number.isNaN(untilMs) || !instantOf(untilMs).startsWith(given.slice(0, 10)))
    return { refused: 'no_embargo_day', given }
  return untilMs > now ? { untilMs } : { refused: 'embargo_past', given }
}
