/** Every SQL statement on demand; `?` marks a value. */
export const demandStatements = {
  addShown: `INSERT INTO demand (corpus, stretch, pictures)
    SELECT name, CAST(? AS BIGINT), CAST(? AS BIGINT) FROM corpora WHERE name = ?
    ON CONFLICT (corpus, stretch) DO UPDATE SET pictures = demand.pictures + excluded.pictures`,
  listShown: `SELECT corpus, stretch, pictures FROM demand WHERE stretch >= ? ORDER BY corpus, stretch`,
  sweepShown: `DELETE FROM demand WHERE (corpus, stretch) IN
      (SELECT corpus, stretch FROM demand WHERE stretch < ? LIMIT ?) RETURNING stretch`,
} as const
