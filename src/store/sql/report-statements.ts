import { newAudit } from './audit-statements.ts'
import { isOwned, ownCorpus } from './corpus-statements.ts'

/** An item that waits for a review, in a corpus of the organisation. */
const ownReported = `id = ? AND stage = 'reported' AND ${isOwned('items')}`

function reportersOf(reason: string): string {
  return `(SELECT COUNT(DISTINCT network_hash) FROM reports WHERE item_id = items.id AND reason = '${reason}'
      AND reviewed_at_ms IS NULL) AS ${reason}`
}

/** Every SQL statement on reports; `?` marks a value. */
export const reportStatements = {
  addReport: `INSERT INTO reports (challenge_id, item_id, corpus, reason, network_hash, day, reviewed_at_ms)
    SELECT ?, ?, ?, ?, ?, ?, NULL WHERE EXISTS (SELECT 1 FROM items WHERE id = ?)
      AND (SELECT COUNT(*) FROM reports WHERE network_hash = ? AND day = ?) < ?
    ON CONFLICT (challenge_id, item_id) DO NOTHING`,
  reportItem: `UPDATE items SET stage = 'reported' WHERE id = ? AND stage IN ('open', 'queued', 'retired')
      AND (SELECT COUNT(DISTINCT network_hash) FROM reports
        WHERE item_id = ? AND reason = ? AND reviewed_at_ms IS NULL) >= ?
    RETURNING id`,
  listReported: `SELECT items.*, sources.origin, ${reportersOf('unreadable')}, ${reportersOf('inappropriate')}
    FROM items JOIN sources ON sources.id = items.source_id
    WHERE items.corpus = ${ownCorpus} AND items.stage = 'reported' AND items.id > ? ORDER BY items.id LIMIT ?`,
  countReported: `SELECT COUNT(*) AS n FROM items WHERE corpus = ${ownCorpus} AND stage = 'reported'`,
  addAuditOfReported: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ?
    WHERE EXISTS (SELECT 1 FROM items WHERE ${ownReported})`,
  reviewReports: `UPDATE reports SET reviewed_at_ms = ? WHERE item_id = ? AND reviewed_at_ms IS NULL
      AND EXISTS (SELECT 1 FROM items WHERE ${ownReported})`,
  keepReported: `UPDATE items SET stage = 'open' WHERE ${ownReported} RETURNING id`,
  dropReported: `UPDATE items SET stage = 'dropped' WHERE ${ownReported} RETURNING id`,
} as const
