import { ownCorpus } from './corpus-statements.ts'

/** How many items are looked up at once. */
export const answeredMax = 100
/** So many, or fewer, are looked up with a statement of their own. */
export const answeredFew = 4

// For each item the first answer is enough: a network may have given thousands. The first row gives PostgreSQL the
// type. Rows without an item fill the statement up.
function answered(count: number): string {
  const rows = ['(CAST(? AS TEXT))', ...Array<string>(count - 1).fill('(?)')].join(', ')
  return `WITH asked (item_id) AS (VALUES ${rows})
    SELECT item_id FROM asked WHERE item_id <> '' AND (
      EXISTS (SELECT 1 FROM labels WHERE network_hash = ? AND labels.item_id = asked.item_id)
      OR EXISTS (SELECT 1 FROM known_answers WHERE network_hash = ? AND known_answers.item_id = asked.item_id))`
}

const archiveReading = `archive_status = COALESCE(archive_status, status),
    archive_label = CASE WHEN archive_status IS NULL THEN label ELSE archive_label END`
const backInRotation = `stage = CASE WHEN stage = 'reported' THEN stage ELSE 'open' END, is_canary = 0,
    assigned_class = NULL`
/** Keeps the showings in its former part: whoever saw it then would recognise it. */
function unshownAs(isKnown: string): string {
  return `shown_known = CASE WHEN ${isKnown} THEN 0 ELSE shown_known END,
    shown_unknown = CASE WHEN ${isKnown} THEN shown_unknown ELSE 0 END`
}
const ofArchive = `role = 'known' AND stage = 'open' AND is_canary = 0 AND archive_status IS NULL
    AND media_id IS NOT NULL`
function pairOf(where: string): string {
  return `DELETE FROM pairs WHERE id = (SELECT pair_id FROM items WHERE id = ? AND ${where})`
}

/** Every SQL statement on which items decide, once; `?` marks a value. */
export const poolStatements = {
  moveItem: `UPDATE items SET ${archiveReading}, status = ?, role = ?, label = ?, moved_at_ms = ?,
      ${backInRotation}, ${unshownAs(`? = 'known'`)}
    WHERE id = ? AND stage IN ('open', 'queued', 'retired', 'reported')
      AND (status <> ? OR label IS DISTINCT FROM ?) RETURNING id`,
  moveItemBack: `UPDATE items SET status = archive_status, label = archive_label,
      role = CASE WHEN archive_status = 'known' THEN 'known' ELSE 'unknown' END,
      archive_status = NULL, archive_label = NULL, moved_at_ms = ?,
      ${backInRotation}, ${unshownAs(`archive_status = 'known'`)}
    WHERE id = ? AND archive_status IS NOT NULL AND stage <> 'dropped' RETURNING id`,
  partMoved: pairOf('moved_at_ms = ?'),
  retireKnown: `UPDATE items SET stage = 'unfit' WHERE id = ? AND role = 'known'
      AND stage IN ('open', 'retired') RETURNING id`,
  partRetired: pairOf(`stage = 'unfit'`),
  restItem: `UPDATE items SET stage = 'retired' WHERE id = ? AND role = 'unknown'
      AND stage IN ('open', 'queued') RETURNING id`,
  partRested: pairOf(`role = 'unknown' AND stage = 'retired'`),
  wakeItem: `UPDATE items SET stage = 'open', shown_unknown = 0 WHERE id = ? AND role = 'unknown'
      AND stage = 'retired' RETURNING id`,
  partWoken: pairOf(`role = 'unknown' AND stage = 'open' AND shown_unknown = 0`),

  markCanary: `UPDATE items SET is_canary = 1 WHERE id = ? AND ${ofArchive}`,
  partControl: `DELETE FROM pairs WHERE control_id = ?`,
  nextFresh: `SELECT id FROM items WHERE corpus = ? AND ${ofArchive} AND is_seen = 0
    ORDER BY id LIMIT ?`,
  nextShown: `SELECT id FROM items WHERE corpus = ? AND ${ofArchive} AND is_seen = 1
    ORDER BY rank LIMIT ?`,
  relieveCanary: `UPDATE items SET is_canary = 0, is_seen = 1 WHERE id = ? AND is_canary = 1 RETURNING id`,
  partCanary: `DELETE FROM pairs WHERE probe_id = (SELECT id FROM items WHERE id = ? AND is_canary = 1)`,
  releaseCanaries: `UPDATE items SET is_canary = 0 WHERE corpus = ? AND is_canary = 1
      AND (stage <> 'open' OR role <> 'known') RETURNING id`,
  countControls: `SELECT COUNT(*) AS n FROM (SELECT id FROM items WHERE corpus = ${ownCorpus} AND role = 'known'
      AND stage IN ('open', 'retired') LIMIT ?) AS counted`,
  countUnread: `SELECT COUNT(*) AS n FROM (SELECT id FROM items WHERE corpus = ? AND role = 'unknown'
      AND stage IN ('open', 'queued') LIMIT ?) AS counted`,
  countCanaries: `SELECT COUNT(*) AS n FROM (SELECT role, stage FROM items WHERE corpus = ${ownCorpus}
      AND is_canary = 1 ORDER BY id LIMIT ?) AS counted WHERE role = 'known' AND stage = 'open'`,

  hasAnswered: `SELECT 1 AS n FROM labels WHERE network_hash = ?
    UNION ALL SELECT 1 FROM known_answers WHERE network_hash = ? LIMIT 1`,
  answeredBy: answered(answeredMax),
  answeredByFew: answered(answeredFew),
  listUnsettled: `SELECT event.at_ms, event.item_id, event.number, event.was_state,
      readings.state, readings.text, items.label, items.role, items.stage, items.status,
      items.archive_status, items.machine_score
    FROM reading_events AS event JOIN items ON items.id = event.item_id
      LEFT JOIN readings ON readings.item_id = event.item_id
    WHERE event.corpus = ? AND (event.at_ms, event.item_id, event.number) > (?, ?, ?)
    ORDER BY event.at_ms, event.item_id, event.number LIMIT ?`,
  findRefreshed: `SELECT * FROM refreshes WHERE corpus = ?`,
  keepRefreshed: `INSERT INTO refreshes (corpus, at_ms, item_id, number, answered_until_ms, fitted_at_ms,
      looked_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (corpus) DO UPDATE SET at_ms = excluded.at_ms,
      item_id = excluded.item_id, number = excluded.number,
      answered_until_ms = excluded.answered_until_ms, fitted_at_ms = excluded.fitted_at_ms,
      looked_at_ms = excluded.looked_at_ms`,
} as const
