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
  sourcesFrom: `SELECT * FROM sources WHERE corpus = ${ownCorpus} AND origin = ? ORDER BY id LIMIT ?`,
  forgetSources: `DELETE FROM sources WHERE corpus = ${ownCorpus}`,
} as const
