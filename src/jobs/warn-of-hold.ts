import { liftCommandOf } from '../model/recall.ts'
import type { WatchContext } from '../labels/watched.ts'
import type { JobRun } from './kind.ts'

/** What warns the operator in the log, at once and with the way out, if a job stops the acceptance of a corpus. */
export function warnOfHold({ corpus, warn }: JobRun): Required<Pick<WatchContext, 'onHold'>> {
  return {
    onHold: ({ id, reason }) =>
      warn('acceptance is stopped', { hold: id, reason, lift: liftCommandOf(corpus, id) }),
  }
}
