import { commandOf } from '../../labels/recalled.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'
import { settleAfter, type RecallEffect } from './settle-after.ts'

/** A recall that was lifted, and how many networks it was of; 1 if it was of a period. */
export type LiftedRecall = { id: string; lifted: number; effect: RecallEffect | null }

/** Lifts a recall of a corpus, and settles the corpus again. */
export async function liftRecall(
  context: Context,
  { corpus: name, id }: { corpus: string; id: string },
): Promise<LiftedRecall | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const { recalls } = context.store
  return settleAfter(context, corpus, async () => {
    const all = await recalls.list(corpus.organisation, name)
    if (!all.some((one) => commandOf(one) === id && one.liftedAtMs === null))
      return { refused: 'no_such_recall', id, corpus: name }
    const line = corpusAuditLine(context, 'lift-recall', { corpus, detail: id })
    const lifted = await recalls.lift(corpus.organisation, id, { atMs: context.clock(), line })
    return { id, lifted }
  })
}
