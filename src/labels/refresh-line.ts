import type { AuditLine } from '../model/audit.ts'
import type { OwnedCorpus } from '../model/corpus.ts'
import type { Fate } from './refresh.ts'

const idsListedMax = 10

/** The audit line that reports which items of a corpus changed their role. */
export function poolLine(
  corpus: OwnedCorpus,
  fate: Fate,
  itemIds: readonly string[],
  atMs: number,
): AuditLine {
  const listed = itemIds.slice(0, idsListedMax).join(', ')
  const more = itemIds.length > idsListedMax ? ', …' : ''
  return {
    atMs,
    organisation: corpus.organisation,
    actor: 'service',
    action: `pool.${fate}`,
    subject: corpus.name,
    detail: `${itemIds.length} items: ${listed}${more}`,
  }
}
