import type { Standing } from '../../model/lifecycle.ts'
import { instantOf } from '../instants.ts'

/** Whether a corpus is shown, as the audit and people read it. */
export function standingText({ state, embargoUntilMs }: Standing, now: number): string {
  return embargoUntilMs === null || embargoUntilMs <= now
    ? state
    : `${state}, under embargo until ${instantOf(embargoUntilMs)}`
}
