import { ownCorpus } from './corpus-statements.ts'

const newItem = `INSERT INTO items (id, corpus, source_id, kind, supply, status, role, stage, level, region, box,
      polygon, from_ms, to_ms, label, confidence, media_id, line_id, place, reading_order, machine_score, shown_known,
      shown_unknown, rank)
    VALUES (?, ?, ?, ?, (SELECT supply FROM corpora WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
      0, 0, ?) ON CONFLICT (id)`
function certainty(status: string): string {
  return `CASE ${status} WHEN 'known' THEN 2 WHEN 'doubtful' THEN 1 ELSE 0 END`
}
/** The status the archive gave, regardless of later moves in the pool. */
const toldStatus = 'COALESCE(items.archive_status, items.status)'
const toldLabel =
  'CASE WHEN items.archive_status IS NULL THEN items.label ELSE items.archive_label END'

/** Every SQL statement on sources and on how their items come in; `?` marks a value. */
export const sourceStatements = {
  addSource: `INSERT INTO sources (id, corpus, origin, image_sha256, format, width_pixels, height_pixels, duration_ms,
      licence, credit, credit_url, iiif, imported_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  addItem: `${newItem} DO NOTHING RETURNING id`,
  reviseItem: `${newItem} DO UPDATE SET status = excluded.status, role = excluded.role,
      stage = CASE WHEN items.stage = 'reported' THEN items.stage
        WHEN items.stage = 'retired' AND excluded.stage = 'open'
        AND items.label IS NOT DISTINCT FROM excluded.label THEN 'retired' ELSE excluded.stage END,
      shown_known = CASE WHEN items.label IS NOT DISTINCT FROM excluded.label
        THEN items.shown_known ELSE 0 END,
      shown_unknown = CASE WHEN items.label IS NOT DISTINCT FROM excluded.label
        THEN items.shown_unknown ELSE 0 END,
      label = excluded.label, confidence = excluded.confidence, place = excluded.place,
      media_id = COALESCE(items.media_id, excluded.media_id),
      archive_status = NULL, archive_label = NULL
    WHERE items.stage <> 'dropped' AND ${certainty('excluded.status')} >= ${certainty(toldStatus)}
      AND (${toldStatus} <> excluded.status OR ${toldLabel} IS DISTINCT FROM excluded.label
        OR items.confidence IS DISTINCT FROM excluded.confidence
        OR items.place IS DISTINCT FROM excluded.place)
    RETURNING id`,
  correctRights: `UPDATE sources SET licence = ?, credit = ?, credit_url = ?
    WHERE id = ? AND NOT (licence = ? AND credit = ? AND COALESCE(credit_url, '') = COALESCE(?, ''))
    RETURNING id`,
  listSources: `SELECT * FROM sources WHERE corpus = ? AND id > ? ORDER BY id LIMIT ?`,
  sourcesFrom: `SELECT * FROM sources WHERE corpus = ${ownCorpus} AND origin = ? ORDER BY id LIMIT ?`,
  dropItemsOfDroppedSource: `UPDATE items SET stage = 'dropped' WHERE source_id = ? AND stage <> 'dropped'
      AND EXISTS (SELECT 1 FROM sources WHERE id = ? AND dropped_at_ms IS NOT NULL)`,
  forgetSources: `DELETE FROM sources WHERE corpus = ${ownCorpus}`,
} as const
