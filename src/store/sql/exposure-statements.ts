// Every column is in the index. Whether an item has its medium is looked up when it is found.
const drawnItem = `SELECT id FROM items WHERE corpus = ? AND role = ? AND stage = ?`
const inOrder = `AND rank >= ? AND rank < ? ORDER BY rank LIMIT ?`
/** How many items are found at once; a shorter list is filled up with its last. */
export const foundAtOnce = 10
/** How many items are counted at once; a shorter list is filled up with its last. */
export const countedAtOnce = 10
/** How many items move on at once; a shorter list is filled up with its last. */
export const movedAtOnce = 10
function count(column: string): string {
  return `UPDATE items SET ${column} = ${column} + 1,
      stage = CASE WHEN stage = 'open' AND ${column} + 1 >= ? THEN 'retired' ELSE stage END
    WHERE id IN (${Array<string>(countedAtOnce).fill('?').join(', ')})`
}

/** Every SQL statement that draws items and counts showings; `?` marks a value. */
export const exposureStatements = {
  drawItems: `${drawnItem} ${inOrder}`,
  drawItemsOfLabel: `${drawnItem} AND label = ? ${inOrder}`,
  drawItemsOfOtherLabels: `${drawnItem} AND label <> ? ${inOrder}`,
  drawItemsOfAssignedClass: `${drawnItem} AND assigned_class = ? ${inOrder}`,
  drawItemsOfOtherAssignedClass: `${drawnItem} AND assigned_class <> ? ${inOrder}`,
  findItems: `SELECT items.id, items.media_id, items.status, items.label, items.is_canary, items.rank,
      items.is_seen, sources.licence, sources.credit, sources.credit_url
    FROM items JOIN sources ON sources.id = items.source_id
    WHERE items.id IN (${Array<string>(foundAtOnce).fill('?').join(', ')})
      AND items.stage IN ('open', 'retired') AND items.media_id IS NOT NULL`,
  moveOn: `UPDATE items SET is_seen = 1,
      rank = CASE id ${'WHEN ? THEN CAST(? AS DOUBLE PRECISION) '.repeat(movedAtOnce)}END
    WHERE id IN (${Array<string>(movedAtOnce).fill('?').join(', ')})`,
  countKnown: count('shown_known'),
  countUnknown: count('shown_unknown'),
  countPair: `UPDATE pairs SET shown = shown + 1,
      stage = CASE WHEN shown + 1 >= ?
        OR (SELECT items.stage FROM items WHERE items.id = pairs.probe_id) <> 'open'
        THEN 'retired' ELSE stage END
    WHERE id = ?`,
} as const
