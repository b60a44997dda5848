import { isOwned } from './corpus-statements.ts'

const loose = `corpus = ? AND role = ? AND pair_id IS NULL AND media_id IS NOT NULL AND supply = 'paired'`

/** Every SQL statement on pairs; `?` marks a value. */
export const pairStatements = {
  nextPairs: `SELECT id, turn, control_id, probe_id, probe_role FROM pairs WHERE corpus = ? AND stage = ? ORDER BY turn LIMIT ?`,
  itemsOfPair: `SELECT items.id, items.media_id, items.status, items.role, items.label, items.is_canary,
      sources.licence, sources.credit, sources.credit_url, pairs.control_id, pairs.probe_id
    FROM pairs JOIN items ON items.id IN (pairs.control_id, pairs.probe_id)
      JOIN sources ON sources.id = items.source_id
    WHERE pairs.id = ? AND items.stage IN ('open', 'retired') AND items.media_id IS NOT NULL`,
  moveOn: `UPDATE pairs SET turn = ?, is_seen = 1 WHERE id = ?`,
  markSeen: `UPDATE items SET is_seen = 1 WHERE pair_id = ? AND is_seen = 0`,
  looseItems: `SELECT id, box, label, is_canary, COALESCE(machine_score, confidence) AS machine_score FROM items
    WHERE ${loose} AND stage = ? AND rank >= ? AND rank < ? ORDER BY rank LIMIT ?`,
  looseFresh: `SELECT id, box, label, is_canary, COALESCE(machine_score, confidence) AS machine_score FROM items
    WHERE ${loose} AND stage = ? AND is_seen = 0 AND rank >= ? AND rank < ?
    ORDER BY rank LIMIT ?`,
  countLoose: `SELECT COUNT(*) AS n FROM (SELECT id FROM items WHERE ${loose} AND stage = 'open' AND is_canary = 0
      LIMIT ?) AS counted`,
  addPair: `INSERT INTO pairs (id, corpus, control_id, probe_id, probe_role, stage, shown, turn)
    SELECT ?, ?, ?, ?, ?, ?, 0, ? WHERE (SELECT COUNT(*) FROM items WHERE id IN (?, ?)
      AND pair_id IS NULL AND stage IN ('open', 'retired') AND media_id IS NOT NULL) = 2
    ON CONFLICT DO NOTHING RETURNING id`,
  tieItem: `UPDATE items SET pair_id = ? WHERE id = ? AND EXISTS (SELECT 1 FROM pairs WHERE id = ?)`,
  readPairs: `SELECT id FROM pairs WHERE corpus = ? AND stage = 'retired' AND probe_role = 'unknown' LIMIT ?`,
  repeatedPairs: `SELECT id FROM pairs WHERE corpus = ? AND stage = 'retired' AND probe_role = 'known' LIMIT ?`,
  unseenPairs: `SELECT id FROM pairs WHERE corpus = ? AND is_seen = 0 AND probe_role = 'known' LIMIT ?`,
  dissolvePair: `DELETE FROM pairs WHERE id = ?`,
  dissolvePairOf: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE id = ? AND stage IN ('reported', 'dropped'))`,
  dissolveOwnPairOf: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE id = ? AND stage = 'dropped' AND ${isOwned('items')})`,
  dissolvePairsOfSource: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE source_id = ? AND stage = 'dropped' AND ${isOwned('items')})`,
} as const
