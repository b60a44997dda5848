import { commandOf } from '../../labels/recalled.ts'
import type { Recall } from '../../model/recall.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'

/** What one command recalled, or the service held: the labels of this many networks, or, if null, all labels of a period. */
export type ListedRecall = Pick<
  Recall,
  'id' | 'fromMs' | 'toMs' | 'reason' | 'recalledAtMs' | 'liftedAtMs' | 'alarm'
> & { networks: number | null }

/** The recalls of a corpus, oldest first, including lifted ones. */
export async function listRecalls(
  context: Context,
  { corpus: name }: { corpus: string },
): Promise<readonly ListedRecall[] | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const recalls = await context.store.recalls.list(corpus.organisation, name)
  return [...Map.groupBy(recalls, commandOf)].flatMap(([id, [first, ...more]]) => {
    if (!first) return []
    const { fromMs, toMs, reason, recalledAtMs, liftedAtMs, alarm } = first
    const networks = first.networkHash === null ? null : 1 + more.length
    return [{ id, fromMs, toMs, reason, recalledAtMs, liftedAtMs, alarm, networks }]
  })
}
