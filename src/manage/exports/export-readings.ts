import { exportCorpus, type ExportReport } from '../../corpus/formats/write/export.ts'
import type { ExportFormat } from '../../corpus/formats/write/format.ts'
import type { Which } from '../../corpus/formats/write/choice.ts'
import type { OutFolder } from '../../model/out-folder.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'

/** What to export, how, and into which new folder, which is complete afterwards or does not exist. */
export type ReadingsExport = {
  corpus: string
  format: ExportFormat
  which: Which
  /** Where the folder will be published, ending with a slash; null if unknown. */
  baseUrl: string | null
  out: OutFolder
}

/** Writes the readings of a corpus into a folder for the archive. */
export async function exportReadings(
  context: Context,
  { corpus: name, out, ...options }: ReadingsExport,
): Promise<ExportReport | Refused> {
  const { store, clock, kinds, version } = context
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) {
    await out.abandon()
    return corpus
  }
  const onProgress = (done: number): void =>
    context.onProgress({ step: 'export', done, total: null, name })
  const order = { ...options, corpus, out, version, onProgress }
  const report = await exportCorpus(order, { ...store, clock, kinds })
  return 'refused' in report ? { refused: 'no_export', why: report.refused } : report
}
