import { openHoldOf } from '../../labels/recalled.ts'
import type { Label } from '../../model/answer.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'
import type { CountedCorpus } from './list.ts'
import { measureExposure } from './measure-exposure.ts'

const labelsShownMax = 20

/** One corpus with its counts and the latest labels of visitors. */
export async function showCorpus(
  context: Context,
  { name }: { name: string },
): Promise<(CountedCorpus & { labels: readonly Label[] }) | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  const { corpora, answers, reports, recalls } = context.store
  const { organisation } = corpus
  return {
    corpus,
    counts: await corpora.count(organisation, name),
    wave: await reports.findWave(organisation, name),
    exposure: await measureExposure(context, corpus),
    hold: openHoldOf(await recalls.list(organisation, name)),
    labels: await answers.listLabels(organisation, name, labelsShownMax),
  }
}
