import { settleCorpus } from '../labels/settle-corpus.ts'
import { onCorpus } from './corpus-job.ts'
import type { JobKind } from './kind.ts'
import { warnOfHold } from './warn-of-hold.ts'

/**
 * Brings the readings of a corpus up to date with what visitors said, by the kept fit; requests a refit when
 * one is due.
 */
export const settleJob: JobKind = {
  lane: 'quick',
  plan: { on: 'corpora', everyMs: 60_000 },
  run: onCorpus(async (corpus, context, run) => {
    const done = await settleCorpus(
      corpus,
      { ...context, ...warnOfHold(run) },
      { defersRefit: true },
    )
    if (done.isBusy) return { done: 'another process is settling it' }
    const requests = done.isRefitDue ? [{ kind: 'refit', corpus: corpus.name }] : []
    const settled = done.settled === 0 ? [] : [`${done.settled} readings settled`]
    return { done: [...done.holds, ...settled].join('; '), requests }
  }),
}
