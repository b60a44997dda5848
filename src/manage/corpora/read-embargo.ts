import { instantOf } from '../instants.ts'
import type { Refused } from '../refused.ts'

const instantShape = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/

/** When an embargo ends, read from a day or an instant (ISO 8601, UTC) that is still to come. */
export function readEmbargo(given: string, now: number): { untilMs: number } | Refused {
  const untilMs = instantShape.test(given) ? Date.parse(given) : Number.NaN
  // A day that its month does not have would become one of the next.
  if (Number.isNaN(untilMs) || !instantOf(untilMs).startsWith(given.slice(0, 10)))
    return { refused: 'no_embargo_day', given }
  return untilMs > now ? { untilMs } : { refused: 'embargo_past', given }
}
