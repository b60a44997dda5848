import { isOwned, ownCorpus } from './corpus-statements.ts'

const firstItems = `(SELECT id FROM items WHERE corpus = ${ownCorpus} ORDER BY id LIMIT ?)`

/** Every SQL statement that drops, empties and forgets; `?` marks a value. */
export const lifecycleStatements = {
  dropSource: `UPDATE sources SET dropped_at_ms = COALESCE(dropped_at_ms, ?) WHERE id = ?
    AND corpus = ${ownCorpus}`,
  dropItemsOfSource: `UPDATE items SET stage = 'dropped' WHERE source_id = ?
    AND corpus = ${ownCorpus}`,
  dropItem: `UPDATE items SET stage = 'dropped' WHERE id = ? AND corpus = ${ownCorpus}`,
  itemsToEmpty: `SELECT id, media_id FROM items WHERE corpus = ${ownCorpus} AND id > ? ORDER BY id LIMIT ?`,
  itemsToEmptyOfSource: `SELECT id, media_id FROM items WHERE source_id = ? AND corpus = ${ownCorpus} AND id > ?
    ORDER BY id LIMIT ?`,
  itemToEmpty: `SELECT id, media_id FROM items WHERE id = ? AND corpus = ${ownCorpus} AND id > ?`,
  countOfPicture: `SELECT COUNT(*) AS n FROM items WHERE media_id = ?`,
  emptyItem: `UPDATE items SET stage = 'dropped', media_id = NULL, label = NULL, archive_label = NULL,
      look = NULL
    WHERE id = ? AND ${isOwned('items')}`,
  forgetReports: `DELETE FROM reports WHERE item_id IN ${firstItems}`,
  forgetItems: `DELETE FROM items WHERE id IN ${firstItems} RETURNING id`,
} as const
