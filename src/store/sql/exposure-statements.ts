const drawnItem = `SELECT items.id, items.media_id, items.status, items.label, items.is_canary,
    sources.licence, sources.credit, sources.credit_url
  FROM items JOIN sources ON sources.id = items.source_id
  WHERE items.corpus = ? AND items.role = ? AND items.stage = ? AND items.media_id IS NOT NULL`
const inOrder = `AND items.rank >= ? AND items.rank < ? ORDER BY items.rank LIMIT ?`
/** Counts a showing, and retires an item that was shown as often as allowed. */
export function showing(count: string): string {
  return `${count} = ${count} + 1, stage = CASE WHEN stage = 'open' AND ${count} + 1 >= ? THEN 'retired' ELSE stage END`
}

/** Every SQL statement that draws items and counts showings; `?` marks a value. */
export const exposureStatements = {
  drawItems: `${drawnItem} ${inOrder}`,
  drawItemsOfLabel: `${drawnItem} AND items.label = ? ${inOrder}`,
  drawItemsOfOtherLabels: `${drawnItem} AND items.label <> ? ${inOrder}`,
  drawItemsOfAssignedClass: `${drawnItem} AND items.assigned_class = ? ${inOrder}`,
  drawItemsOfOtherAssignedClass: `${drawnItem} AND items.assigned_class <> ? ${inOrder}`,
  countShownKnown: `UPDATE items SET rank = ?, ${showing('shown_known')} WHERE id = ?`,
  countShownUnknown: `UPDATE items SET rank = ?, ${showing('shown_unknown')} WHERE id = ?`,
} as const
