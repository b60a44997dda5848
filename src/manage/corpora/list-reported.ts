import type { ReportedItem } from '../../model/report.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

/** The most reported items that are listed, or reviewed, at once. */
export const reportedMax = 1_000

/** The reported items of a corpus that are waiting for a review. */
export async function listReported(
  context: Context,
  { name }: { name: string },
): Promise<readonly ReportedItem[] | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  return context.store.reports.listReported(corpus.organisation, name, '', reportedMax)
}
