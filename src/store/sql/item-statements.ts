import { isOwned, ownCorpus } from './corpus-statements.ts'

/** Every SQL statement that finds items, and those on how well a machine reads them; `?` marks a value. */
export const itemStatements = {
  itemsOfSource: `SELECT * FROM items WHERE source_id = ? AND ${isOwned('items')} ORDER BY id`,
  findItem: `SELECT * FROM items WHERE id = ?`,
  findItemOf: `SELECT * FROM items WHERE id = ? AND ${isOwned('items')}`,
  itemsOfRegion: `SELECT * FROM items WHERE id IN
      (SELECT id FROM items WHERE corpus = ${ownCorpus} AND region = ? LIMIT ?) ORDER BY id`,
  listUnscored: `SELECT id, media_id, status, label FROM items WHERE corpus = ${ownCorpus} AND id > ?
      AND machine_score IS NULL AND media_id IS NOT NULL
      AND stage IN ('open', 'queued', 'retired') ORDER BY id LIMIT ?`,
  keepScore: `UPDATE items SET machine_score = ? WHERE id = ? AND ${isOwned('items')}`,
} as const
