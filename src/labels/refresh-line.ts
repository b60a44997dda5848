import type { AuditLine } from '../model/audit.ts'
import type { Fate } from './refresh.ts'

const idsToldMax = 10

/** The line of the audit that tells which items of a corpus changed their part. */
export function poolLine(
  corpus: string,
  fate: Fate,
  itemIds: readonly string[],
  atMs: number,
): AuditLine {
  const told = itemIds.slice(0, idsToldMax).join(', ')
  const more = itemIds.length > idsToldMax ? ', …' : ''
  return {
    atMs,
    organisation: 'main',
    action: `pool.${fate}`,
    subject: corpus,
    detail: `${itemIds.length} items: ${told}${more}`,
  }
}
