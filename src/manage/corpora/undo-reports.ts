import type { ReportPeriod, UndoneReports } from '../../model/report.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import type { Context } from '../context.ts'
import { instantOf } from '../instants.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

/** A period whose reports are undone; without an end, up to now. */
export type UndoOrder = { name: string; fromMs: number; toMs: number | null }

/**
 * Undoes the reports of a period in a corpus: what left rotation in it is shown again, and none of them counts
 * any more. Undoing it again changes nothing.
 */
export function undoReports(
  context: Context,
  { name, fromMs, toMs }: UndoOrder,
): Promise<(UndoneReports & ReportPeriod) | Refused> {
  return withLock(context, async () => {
    const corpus = await findCorpus(context, name)
    if ('refused' in corpus) return corpus
    const nowMs = context.clock()
    if (fromMs > nowMs) return { refused: 'undo_ahead' }
    // A report may come in this very millisecond.
    const period = { fromMs, toMs: Math.min(toMs ?? nowMs + 1, nowMs + 1) }
    const detail = `undoes the reports from ${instantOf(fromMs)} to ${instantOf(period.toMs)}`
    const line = corpusAuditLine(context, 'review', { corpus, detail })
    return {
      ...(await context.store.reports.undo(corpus.organisation, name, period, line)),
      ...period,
    }
  })
}
