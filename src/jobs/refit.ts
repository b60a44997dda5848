import { settleCorpus } from '../labels/settle-corpus.ts'
import { onCorpus } from './corpus-job.ts'
import type { JobKind } from './kind.ts'

/** Refits a corpus to all its labels when that is due, and settles all its readings by the fit. */
export const refitJob: JobKind = {
  lane: 'long',
  plan: null,
  run: onCorpus(async (corpus, context, { announce }) => {
    announce('fitting')
    const done = await settleCorpus(corpus, context)
    if (done.isBusy) return { done: 'another process is settling it', dueInMs: busyAgainMs }
    const how = done.isRefitted ? 'fitted again, ' : ''
    return { done: [...done.holds, `${how}${done.settled} readings settled`].join('; ') }
  }),
}

const busyAgainMs = 30_000
