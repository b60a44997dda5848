import { isOwned, ownCorpus } from './corpus-statements.ts'

const loose = `corpus = ? AND role = ? AND pair_id IS NULL AND media_id IS NOT NULL AND supply = 'paired'`
// Known items that were shown as often as allowed may decide again.
const mayBePaired = `(stage = 'open' OR (stage = 'retired' AND role = 'known'))`
const looseColumns = `id, box, from_ms, to_ms, label, is_canary, source_id, slices, look,
    COALESCE(machine_score, confidence) AS machine_score`
/** How many texts are looked up at once; a shorter list is padded with its first. */
export const textsAtOnce = 100
const someTexts = `(${Array<string>(textsAtOnce).fill('?').join(', ')})`
const inSlice = `FROM pairs WHERE corpus = ? AND slice = ?`

/** Every SQL statement on pairs; `?` marks a value. */
export const pairStatements = {
  nextPairs: `SELECT id, turn, control_id, probe_id, probe_role FROM pairs
    WHERE corpus = ? AND slice = COALESCE((SELECT number FROM slices
        WHERE corpus = ? AND number <= CAST(? AS DOUBLE PRECISION) * of_all ORDER BY number DESC LIMIT 1), 0)
      AND stage = ? ORDER BY turn LIMIT ?`,
  itemsOfPair: `SELECT items.id, items.media_id, items.status, items.role, items.label, items.is_canary, items.rank,
      items.is_seen, sources.licence, sources.credit, sources.credit_url, pairs.control_id, pairs.probe_id
    FROM pairs JOIN items ON items.id IN (pairs.control_id, pairs.probe_id)
      JOIN sources ON sources.id = items.source_id
    WHERE pairs.id = ? AND items.stage IN ('open', 'retired') AND items.media_id IS NOT NULL`,
  moveOn: `UPDATE pairs SET turn = ?, is_seen = 1 WHERE id = ?`,
  markSeen: `UPDATE items SET is_seen = 1 WHERE pair_id = ? AND is_seen = 0`,
  looseItems: `SELECT ${looseColumns} FROM items
    WHERE ${loose} AND stage = ? AND rank >= ? AND rank < ? ORDER BY rank LIMIT ?`,
  looseFresh: `SELECT ${looseColumns} FROM items
    WHERE ${loose} AND stage = ? AND is_seen = 0 AND rank >= ? AND rank < ?
    ORDER BY rank LIMIT ?`,
  countLoose: `SELECT COUNT(*) AS n FROM (SELECT id FROM items WHERE ${loose} AND stage = 'open' AND is_canary = 0
      LIMIT ?) AS counted`,
  unlookedItems: `SELECT id, media_id FROM items
    WHERE ${loose} AND ${mayBePaired} AND look IS NULL ORDER BY rank LIMIT ?`,
  keepLook: `UPDATE items SET look = ? WHERE id = ? AND media_id IS NOT NULL`,
  lookedItems: `SELECT id, look FROM items
    WHERE corpus = ? AND role = ? AND ${mayBePaired} AND look <> '' ORDER BY rank LIMIT ?`,
  countAsking: `SELECT COUNT(*) AS n FROM (SELECT id FROM pairs WHERE corpus = ? AND stage = 'open'
      AND probe_role = 'unknown' LIMIT ?) AS counted`,
  keepUnlike: `UPDATE corpora SET unlike_items = ? WHERE name = ? AND unlike_items <> ?`,
  countUnlike: `SELECT unlike_items AS n FROM corpora WHERE name = ? AND organisation = ?`,
  addPair: `INSERT INTO pairs (id, corpus, control_id, probe_id, probe_role, stage, slice, text, shown, turn)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, 0, ? WHERE (SELECT COUNT(*) FROM items WHERE id IN (?, ?)
      AND pair_id IS NULL AND stage IN ('open', 'retired') AND media_id IS NOT NULL) = 2
    ON CONFLICT DO NOTHING RETURNING id`,
  // An item that was in all slices begins again with this one.
  tieItem: `UPDATE items SET pair_id = ?,
      slices = CASE WHEN (slices & CAST(? AS BIGINT)) = 0 THEN slices | CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END
    WHERE id = ? AND EXISTS (SELECT 1 FROM pairs WHERE id = ?)`,
  addSlice: `INSERT INTO slices (corpus, number, of_all, placed) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING`,
  setSlices: `UPDATE slices SET of_all = ?, placed = (SELECT COUNT(*) FROM pairs
      WHERE pairs.corpus = slices.corpus AND pairs.slice = slices.number) WHERE corpus = ?`,
  forgetSlices: `DELETE FROM slices WHERE corpus = ? AND number >= of_all
      AND NOT EXISTS (SELECT 1 FROM pairs WHERE pairs.corpus = slices.corpus AND pairs.slice = slices.number)`,
  listSlices: `SELECT number, placed, CASE WHEN number < of_all THEN 1 ELSE 0 END AS is_open, (SELECT COUNT(*) FROM pairs
      WHERE pairs.corpus = slices.corpus AND pairs.slice = slices.number) AS pairs
    FROM slices WHERE corpus = ? ORDER BY number`,
  countSlices: `SELECT (SELECT COUNT(*) FROM pairs WHERE pairs.corpus = slices.corpus
      AND pairs.slice = slices.number) AS pairs FROM slices
    WHERE corpus = ${ownCorpus} AND number < of_all ORDER BY number`,
  countPlaced: `UPDATE slices SET placed = placed + 1 WHERE number = (SELECT slice FROM pairs WHERE id = ?)
      AND corpus = ?`,
  movablePairs: `SELECT id ${inSlice} AND stage = ? AND NOT EXISTS (SELECT 1 FROM items
      WHERE items.pair_id = pairs.id AND (items.slices & CAST(? AS BIGINT)) <> 0) ORDER BY turn DESC LIMIT ?`,
  movePair: `UPDATE pairs SET slice = ?, turn = ? WHERE id = ?`,
  moveItems: `UPDATE items SET slices = slices | CAST(? AS BIGINT) WHERE pair_id = ?`,
  countTexts: `SELECT text, COUNT(*) AS pairs FROM pairs WHERE corpus = ? AND text IN ${someTexts} GROUP BY text`,
  listTexts: `SELECT text, COUNT(*) AS pairs FROM pairs WHERE corpus = ${ownCorpus} GROUP BY text
    ORDER BY COUNT(*) DESC, text LIMIT ?`,
  readPairs: `SELECT id ${inSlice} AND stage = 'retired' AND probe_role = 'unknown' LIMIT ?`,
  repeatedPairs: `SELECT id ${inSlice} AND stage = 'retired' AND probe_role = 'known' LIMIT ?`,
  unseenPairs: `SELECT id ${inSlice} AND is_seen = 0 AND probe_role = 'known' LIMIT ?`,
  askingPairs: `SELECT id ${inSlice} AND stage = 'open' AND probe_role = 'unknown' ORDER BY is_seen, shown LIMIT ?`,
  dissolvePair: `DELETE FROM pairs WHERE id = ?`,
  dissolvePairOf: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE id = ? AND stage IN ('reported', 'dropped'))`,
  dissolveOwnPairOf: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE id = ? AND stage = 'dropped' AND ${isOwned('items')})`,
  dissolvePairsOfSource: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE source_id = ? AND stage = 'dropped' AND ${isOwned('items')})`,
} as const
