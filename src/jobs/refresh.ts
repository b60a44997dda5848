import { refreshCorpus } from '../labels/refresh-corpus.ts'
import { onCorpus } from './corpus-job.ts'
import type { JobKind } from './kind.ts'

/** Brings the pool of a corpus up to date with its readings. */
export const refreshJob: JobKind = {
  lane: 'quick',
  plan: { on: 'corpora', everyMs: 60_000 },
  run: onCorpus(async (corpus, context) => {
    const changes = await refreshCorpus(corpus, context)
    const counted = Object.entries(changes).filter(([, count]) => count > 0)
    return { done: counted.map(([what, count]) => `${count} ${words[what] ?? what}`).join(', ') }
  }),
}

const words: Readonly<Record<string, string>> = { machineRead: 'read by machines' }
