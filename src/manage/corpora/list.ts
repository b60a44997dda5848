import type { Corpus, CorpusCounts } from '../../model/corpus.ts'
import { openHoldOf } from '../../labels/recalled.ts'
import type { Recall } from '../../model/recall.ts'
import type { ReportWave } from '../../model/report.ts'
import type { Context } from '../context.ts'
import { measureExposure, type ExposureFigures } from './measure-exposure.ts'
import { listAmong, type Named } from '../organisations/acting.ts'

/**
 * A corpus with its counts, the wave of reports that nobody has looked at and the hold by which acceptance is
 * stopped, if there are any, and what it shows.
 */
export type CountedCorpus = {
  corpus: Named<Corpus>
  counts: CorpusCounts
  wave: ReportWave | null
  exposure: ExposureFigures
  hold: Recall | null
}

/** Corpora by name, each with its counts. */
export async function listCorpora(context: Context): Promise<readonly CountedCorpus[]> {
  const { corpora, reports, recalls } = context.store
  const all = await listAmong(context, (organisation) => corpora.list(organisation))
  const counted: CountedCorpus[] = []
  for (const corpus of all.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    counted.push({
      corpus,
      counts: await corpora.count(corpus.organisation, corpus.name),
      wave: await reports.findWave(corpus.organisation, corpus.name),
      exposure: await measureExposure(context, corpus),
      hold: openHoldOf(await recalls.list(corpus.organisation, corpus.name)),
    })
  return counted
}
