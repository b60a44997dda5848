import type { Review } from '../../model/report.ts'
import type { Context } from '../context.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import { findItem } from '../items/find.ts'
import { listReported } from './list-reported.ts'

/** A review of the named reported items, or of all that are waiting in a corpus. */
export type ReportsReview = {
  review: Review
  of: { items: readonly string[] } | { corpus: string }
}

/**
 * Shows reported items again, or never again, and returns which. A named item may still be shown, if it was
 * reported. Stops at the first that was not.
 */
export function reviewReported(
  context: Context,
  { review, of }: ReportsReview,
): Promise<{ ids: readonly string[] } | Refused> {
  return withLock(context, async () => {
    const reported = 'corpus' in of ? await listReported(context, { name: of.corpus }) : null
    if (reported && 'refused' in reported) return reported
    const named = 'items' in of ? [...new Set(of.items)] : []
    const ids = reported ? reported.waiting.map(({ item }) => item.id) : named
    for (const id of ids) {
      const refusal = await reviewItem(context, { id, review })
      if (refusal) return refusal
    }
    return { ids }
  })
}

async function reviewItem(
  context: Context,
  { id, review }: { id: string; review: Review },
): Promise<Refused | null> {
  const { reports } = context.store
  const refusal: Refused = { refused: 'waits_for_no_review', item: id }
  const found = await findItem(context, { id })
  if ('refused' in found) return refusal
  const { item, organisation } = found
  const corpus = { name: item.corpus, organisation }
  const detail = `${review}s the item ${id}`
  const line = corpusAuditLine(context, 'review', { corpus, detail })
  return (await reports.reviewItem(organisation, id, review, line)) ? null : refusal
}
