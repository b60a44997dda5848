import { ownCorpus } from './corpus-statements.ts'

const facts = `id, corpus, source_id, kind, status, role, stage, level, region, box, polygon, from_ms, to_ms, label,
    confidence, media_id, line_id, place, reading_order, machine_score, rank`
const takeItems = `INSERT INTO items (${facts}, supply, shown_known, shown_unknown)
  SELECT ${facts}, (SELECT supply FROM corpora WHERE corpora.name = arriving_items.corpus), 0, 0
  FROM arriving_items WHERE arrival = ? AND number >= ? AND number < ?
    AND EXISTS (SELECT 1 FROM arrivals JOIN sources ON sources.id = arrivals.source_id
      WHERE arrivals.id = arriving_items.arrival AND sources.corpus = arriving_items.corpus)
  ON CONFLICT (id)`
function certainty(status: string): string {
  return `CASE ${status} WHEN 'known' THEN 2 WHEN 'doubtful' THEN 1 ELSE 0 END`
}
/** The status the archive gave, regardless of later moves in the pool. */
const importedStatus = 'COALESCE(items.archive_status, items.status)'
const importedLabel =
  'CASE WHEN items.archive_status IS NULL THEN items.label ELSE items.archive_label END'

/** Every SQL statement on how the items of a source come in; `?` marks a value. */
export const arrivalStatements = {
  putItem: `INSERT INTO arriving_items (arrival, number, put_at_ms, ${facts})
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  addArrival: `INSERT INTO arrivals (id, began_at_ms, source_id) SELECT ?, ?, sources.id FROM sources
    WHERE sources.id = ? AND sources.corpus = ${ownCorpus}
      AND (SELECT COUNT(*) FROM arriving_items WHERE arrival = ?) = ? RETURNING id`,
  addItems: `${takeItems} DO NOTHING RETURNING id`,
  reviseItems: `${takeItems} DO UPDATE SET status = excluded.status, role = excluded.role,
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
    WHERE items.corpus = excluded.corpus AND items.stage <> 'dropped'
      AND ${certainty('excluded.status')} >= ${certainty(importedStatus)}
      AND (${importedStatus} <> excluded.status OR ${importedLabel} IS DISTINCT FROM excluded.label
        OR items.confidence IS DISTINCT FROM excluded.confidence
        OR items.place IS DISTINCT FROM excluded.place)
    RETURNING id`,
  dropItemsOfDroppedSource: `UPDATE items SET stage = 'dropped' WHERE stage <> 'dropped' AND source_id =
      (SELECT sources.id FROM arrivals JOIN sources ON sources.id = arrivals.source_id
        WHERE arrivals.id = ? AND sources.dropped_at_ms IS NOT NULL)`,
  forgetArriving: `DELETE FROM arriving_items WHERE arrival = ? AND number >= ? AND number < ?`,
  endArrival: `DELETE FROM arrivals WHERE id = ?
    AND NOT EXISTS (SELECT 1 FROM arriving_items WHERE arrival = ?)`,
  arrivalsOfCorpus: `SELECT arrivals.id, COALESCE(MAX(number), -1) + 1 AS n FROM arrivals
      JOIN sources ON sources.id = arrivals.source_id LEFT JOIN arriving_items ON arrival = arrivals.id
    WHERE sources.corpus = ${ownCorpus} GROUP BY arrivals.id, began_at_ms ORDER BY began_at_ms, arrivals.id`,
  arrivalsBefore: `SELECT arrivals.id, COALESCE(MAX(number), -1) + 1 AS n FROM arrivals
      LEFT JOIN arriving_items ON arrival = arrivals.id
    WHERE began_at_ms <= ? GROUP BY arrivals.id, began_at_ms
    ORDER BY began_at_ms, arrivals.id`,
  sweepArriving: `DELETE FROM arriving_items WHERE (arrival, number) IN
      (SELECT arrival, number FROM arriving_items WHERE put_at_ms <= ?
        AND NOT EXISTS (SELECT 1 FROM arrivals WHERE arrivals.id = arrival) LIMIT ?)
    RETURNING number`,
} as const
