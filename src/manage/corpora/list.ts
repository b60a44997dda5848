import type { Corpus, CorpusCounts } from '../../model/corpus.ts'
import type { ReportWave } from '../../model/report.ts'
import type { Context } from '../context.ts'
import { measureExposure, type ExposureFigures } from './measure-exposure.ts'
import { listAmong, type Named } from '../organisations/acting.ts'

/**
 * A corpus with its counts, the wave of reports that nobody has looked at, if there was one, and what it shows.
 */
export type CountedCorpus = {
  corpus: Named<Corpus>
  counts: CorpusCounts
  wave: ReportWave | null
  exposure: ExposureFigures
}

/** Corpora by name, each with its counts. */
export async function listCorpora(context: Context): Promise<readonly CountedCorpus[]> {
  const { corpora, reports } = context.store
  const all = await listAmong(context, (organisation) => corpora.list(organisation))
  const counted: CountedCorpus[] = []
  for (const corpus of all.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    counted.push({
      corpus,
      counts: await corpora.count(corpus.organisation, corpus.name),
      wave: await reports.findWave(corpus.organisation, corpus.name),
      exposure: await measureExposure(context, corpus),
    })
  return counted
}
