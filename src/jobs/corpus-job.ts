import type { Corpus } from '../model/corpus.ts'
import type { JobContext } from './context.ts'
import type { JobKind, JobOutcome, JobRun } from './kind.ts'

/** Work on a corpus; the corpus is read anew for each run. */
export function onCorpus(
  work: (corpus: Corpus, context: JobContext, run: JobRun) => Promise<JobOutcome>,
): JobKind['run'] {
  return async (run, context) => {
    const corpus = await context.corpora.find(run.corpus)
    return corpus ? work(corpus, context, run) : { done: 'the corpus is gone' }
  }
}
