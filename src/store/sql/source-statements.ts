import { isOwned, ownCorpus } from './corpus-statements.ts'

/** Every SQL statement on sources; `?` marks a value. */
export const sourceStatements = {
  addSource: `INSERT INTO sources (id, corpus, origin, image_sha256, format, width_pixels, height_pixels, duration_ms,
      licence, credit, credit_url, iiif, imported_at_ms)
    SELECT ?, corpora.name, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM corpora
    WHERE corpora.name = ? AND corpora.organisation = ? ON CONFLICT (id) DO NOTHING`,
  correctRights: `UPDATE sources SET licence = ?, credit = ?, credit_url = ?
    WHERE id = ? AND ${isOwned('sources')}
      AND NOT (licence = ? AND credit = ? AND COALESCE(credit_url, '') = COALESCE(?, ''))
    RETURNING id`,
  listSources: `SELECT * FROM sources WHERE corpus = ${ownCorpus} AND id > ? ORDER BY id LIMIT ?`,
  countUnreadPages: `SELECT COUNT(*) AS pages, COALESCE(SUM(CASE WHEN known = 0 THEN 1 ELSE 0 END), 0) AS without_known
    FROM (SELECT SUM(CASE WHEN role = 'known' THEN 1 ELSE 0 END) AS known FROM items
      WHERE corpus = ${ownCorpus} AND stage IN ('open', 'queued', 'retired') GROUP BY source_id
      HAVING COUNT(*) >= ? AND SUM(CASE WHEN role = 'unknown' THEN 1 ELSE 0 END) > 0) AS unread`,
  sourcesFrom: `SELECT * FROM sources WHERE corpus = ${ownCorpus} AND origin = ? ORDER BY id LIMIT ?`,
  forgetSources: `DELETE FROM sources WHERE corpus = ${ownCorpus}`,
} as const
