import { settleCorpus } from '../labels/settle-corpus.ts'
import { onCorpus } from './corpus-job.ts'
import type { JobKind } from './kind.ts'
import { warnOfHold } from './warn-of-hold.ts'

/** Refits a corpus to all its labels when that is due, and settles all its readings by the fit. */
export const refitJob: JobKind = {
  lane: 'long',
  plan: null,
  run: onCorpus(async (corpus, context, run) => {
    run.announce('fitting')
    const done = await settleCorpus(corpus, { ...context, ...warnOfHold(run) })
    if (done.isBusy) return { done: 'another process is settling it', dueInMs: busyAgainMs }
    const how = done.isRefitted ? 'fitted again, ' : ''
    return { done: [...done.holds, `${how}${done.settled} readings settled`].join('; ') }
  }),
}

const busyAgainMs = 30_000
