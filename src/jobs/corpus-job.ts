import type { Corpus } from '../model/corpus.ts'
import type { JobContext } from './context.ts'
import type { JobKind, JobOutcome, JobRun } from './kind.ts'

/** Work on a corpus. The corpus is read again for each run; one of an unknown kind is left alone. */
export function onCorpus(
  work: (corpus: Corpus, context: JobContext, run: JobRun) => Promise<JobOutcome>,
): JobKind['run'] {
  return async (run, context) => {
    const corpus = await context.corpora.find(run.corpus)
    if (!corpus) return { done: 'the corpus is gone' }
    if (!context.kinds.has(corpus.kind)) return { done: 'the corpus is of an unknown kind' }
    return work(corpus, context, run)
  }
}
