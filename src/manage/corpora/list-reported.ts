import type { ReportedItem, ReportWave } from '../../model/report.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

/** The most reported items that are listed, or reviewed, at once. */
export const reportedMax = 1_000

/**
 * What visitors reported in a corpus: the items that wait for a review, those that several networks reported and
 * that are still shown, and the wave of reports that nobody has looked at, if there was one.
 */
export type ReportedItems = {
  corpus: string
  waiting: readonly ReportedItem[]
  shown: readonly ReportedItem[]
  wave: ReportWave | null
}

/** Lists what visitors reported in a corpus. */
export async function listReported(
  context: Context,
  { name }: { name: string },
): Promise<ReportedItems | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const { organisation } = corpus
  const { reports } = context.store
  return {
    corpus: name,
    waiting: await reports.listReported(organisation, name, '', reportedMax),
    shown: await reports.listShown(organisation, name, reportedMax),
    wave: await reports.findWave(organisation, name),
  }
}
