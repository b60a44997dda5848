const drawnItem = `SELECT items.id, items.picture_id, items.status, items.label, items.box,
    sources.licence, sources.credit, sources.credit_url
  FROM items JOIN sources ON sources.id = items.source_id
  WHERE items.corpus = ? AND items.role = ? AND items.stage = ? AND items.picture_id IS NOT NULL`
const newItem = `INSERT INTO items (id, corpus, source_id, kind, status, role, stage, level, region, box,
      polygon, label, confidence, picture_id, line_id, place, reading_order, machine_score, shown_known,
      shown_unknown, rank)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?) ON CONFLICT (id)`
const certainty = (status: string): string =>
  `CASE ${status} WHEN 'known' THEN 2 WHEN 'doubtful' THEN 1 ELSE 0 END`
const newSecret = `INSERT INTO secrets (id, name, organisation, sha256, sitekeys, created_at_ms, expires_at_ms)`
const newAudit = `INSERT INTO audit (id, at_ms, organisation, action, subject, detail)`
const ofSite = `EXISTS (SELECT 1 FROM sites WHERE sitekey = ?)`
const livingFirst = `ORDER BY CASE WHEN expires_at_ms IS NULL OR expires_at_ms > ? THEN 0 ELSE 1 END,
    created_at_ms DESC, id LIMIT ?`
const inOrder = `AND items.rank >= ? AND items.rank < ? ORDER BY items.rank LIMIT ?`

/** Every SQL statement, once, in the SQL that SQLite and PostgreSQL both speak; `?` marks a value. */
export const statements = {
  addSite: `INSERT INTO sites (name, organisation, private_id, domains, allows_localhost, corpora, mode,
      difficulty, needs_remoteip, tells_score, created_at_ms, sitekey)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sitekey) DO NOTHING
    RETURNING sitekey`,
  changeSite: `UPDATE sites SET name = ?, organisation = ?, private_id = ?, domains = ?,
      allows_localhost = ?, corpora = ?, mode = ?, difficulty = ?, needs_remoteip = ?, tells_score = ?,
      created_at_ms = ?
    WHERE sitekey = ? RETURNING sitekey`,
  findSite: `SELECT * FROM sites WHERE sitekey = ?`,
  listSites: `SELECT * FROM sites ORDER BY created_at_ms, sitekey LIMIT ?`,
  removeSite: `DELETE FROM sites WHERE sitekey = ? RETURNING sitekey`,

  addCorpus: `INSERT INTO corpora (name, kind, language, script, direction, text_policy, state,
      embargo_until_ms, created_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
  findCorpus: `SELECT * FROM corpora WHERE name = ?`,
  listCorpora: `SELECT * FROM corpora ORDER BY name LIMIT ?`,
  countItems: `SELECT status, stage, COUNT(*) AS n FROM items WHERE corpus = ? GROUP BY status, stage`,
  countSources: `SELECT COUNT(*) AS n FROM sources WHERE corpus = ?`,
  countAnswers: `SELECT COUNT(*) AS n FROM answers WHERE corpus = ?`,
  countLabels: `SELECT COUNT(*) AS n FROM labels WHERE corpus = ?`,

  addSource: `INSERT INTO sources (id, corpus, origin, image_sha256, format, width_pixels, height_pixels,
      licence, credit, credit_url, iiif, imported_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  addItem: `${newItem} DO NOTHING RETURNING id`,
  reviseItem: `${newItem} DO UPDATE SET status = excluded.status, role = excluded.role,
      stage = CASE WHEN items.stage = 'retired' AND excluded.stage = 'open'
        AND items.label IS NOT DISTINCT FROM excluded.label THEN 'retired' ELSE excluded.stage END,
      shown_known = CASE WHEN items.label IS NOT DISTINCT FROM excluded.label
        THEN items.shown_known ELSE 0 END,
      shown_unknown = CASE WHEN items.label IS NOT DISTINCT FROM excluded.label
        THEN items.shown_unknown ELSE 0 END,
      label = excluded.label, confidence = excluded.confidence,
      picture_id = COALESCE(items.picture_id, excluded.picture_id)
    WHERE ${certainty('excluded.status')} >= ${certainty('items.status')}
      AND (items.status <> excluded.status OR items.label IS DISTINCT FROM excluded.label
        OR items.confidence IS DISTINCT FROM excluded.confidence)
    RETURNING id`,
  correctRights: `UPDATE sources SET licence = ?, credit = ?, credit_url = ?
    WHERE id = ? AND NOT (licence = ? AND credit = ? AND COALESCE(credit_url, '') = COALESCE(?, ''))
    RETURNING id`,
  itemsOfSource: `SELECT * FROM items WHERE source_id = ? ORDER BY id`,
  findItem: `SELECT * FROM items WHERE id = ?`,
  listSources: `SELECT * FROM sources WHERE corpus = ? AND id > ? ORDER BY id LIMIT ?`,
  keepDocument: `INSERT INTO documents (corpus, path, format, file_id, imported_at_ms)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT (corpus, path) DO UPDATE SET format = excluded.format,
      file_id = excluded.file_id, imported_at_ms = excluded.imported_at_ms
    WHERE documents.file_id <> excluded.file_id`,
  listDocuments: `SELECT * FROM documents WHERE corpus = ? AND path > ? ORDER BY path LIMIT ?`,

  drawItems: `${drawnItem} ${inOrder}`,
  drawItemsOfLabel: `${drawnItem} AND items.label = ? ${inOrder}`,
  drawItemsOfOtherLabels: `${drawnItem} AND items.label <> ? ${inOrder}`,
  countPool: `SELECT role, COUNT(*) AS n FROM items
    WHERE corpus = ? AND (stage = 'open' OR (stage = 'retired' AND role = 'known')) GROUP BY role`,
  countShownKnown: `UPDATE items SET shown_known = shown_known + 1, rank = ?,
      stage = CASE WHEN stage = 'open' AND shown_known + 1 >= ? THEN 'retired' ELSE stage END
    WHERE id = ?`,
  countShownUnknown: `UPDATE items SET shown_unknown = shown_unknown + 1, rank = ?,
      stage = CASE WHEN stage = 'open' AND shown_unknown + 1 >= ? THEN 'retired' ELSE stage END
    WHERE id = ?`,

  addAnswer: `INSERT INTO answers (challenge_id, door, sitekey, corpus, kind, keyword, verdict, known, cluster,
      elapsed_ms, answered_at_ms, reads, first_read_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, NULL)`,
  hasAnswer: `SELECT 1 AS n FROM answers WHERE challenge_id = ? AND sitekey = ?`,
  readVerdict: `UPDATE answers SET reads = reads + 1, first_read_at_ms = COALESCE(first_read_at_ms, ?)
    WHERE challenge_id = ? AND sitekey = ? AND door = 'ocapi' AND answered_at_ms > ?
      AND (verdict = 'fail' OR (reads < ? AND COALESCE(first_read_at_ms, ?) >= ?))
    RETURNING verdict`,
  addLabel: `INSERT INTO labels (challenge_id, item_id, corpus, given, keyword, weight, verdict, cluster,
      elapsed_ms, given_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  listLabels: `SELECT * FROM labels WHERE corpus = ? ORDER BY given_at_ms DESC, challenge_id LIMIT ?`,

  putTicket: `INSERT INTO tickets (kind, id, body, expires_at_ms) VALUES (?, ?, ?, ?)`,
  peekTicket: `SELECT body FROM tickets WHERE kind = ? AND id = ? AND expires_at_ms > ?`,
  takeTicket: `DELETE FROM tickets WHERE kind = ? AND id = ? AND expires_at_ms > ? RETURNING body`,
  sweepTickets: `DELETE FROM tickets WHERE (kind, id) IN
      (SELECT kind, id FROM tickets WHERE expires_at_ms <= ? LIMIT ?) RETURNING id`,

  addSalt: `INSERT INTO salts (day, salt) VALUES (?, ?) ON CONFLICT (day) DO NOTHING`,
  findSalt: `SELECT salt FROM salts WHERE day = ?`,
  forgetSalts: `DELETE FROM salts WHERE day < ?`,

  addSecret: `${newSecret} VALUES (?, ?, ?, ?, ?, ?, ?)`,
  addSecretOfNewSite: `${newSecret} SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT ${ofSite}`,
  findSecret: `SELECT * FROM secrets WHERE sha256 = ?`,
  findSecretById: `SELECT * FROM secrets WHERE id = ?`,
  listSecrets: `SELECT * FROM secrets ${livingFirst}`,
  listSecretsOfOrganisation: `SELECT * FROM secrets WHERE organisation = ? ${livingFirst}`,
  endSecret: `UPDATE secrets SET expires_at_ms = ?
    WHERE id = ? AND (expires_at_ms IS NULL OR expires_at_ms > ?)`,
  assignSecret: `UPDATE secrets SET sitekeys = ? WHERE id = ?`,
  moveSecret: `UPDATE secrets SET organisation = ? WHERE id = ?`,
  addAudit: `${newAudit} VALUES (?, ?, ?, ?, ?, ?)`,
  addAuditOfSite: `${newAudit} SELECT ?, ?, ?, ?, ?, ? WHERE ${ofSite}`,
  addAuditOfNewSite: `${newAudit} SELECT ?, ?, ?, ?, ?, ? WHERE NOT ${ofSite}`,
  listAudit: `SELECT * FROM audit ORDER BY at_ms DESC, id LIMIT ?`,

  addKey: `INSERT INTO keys (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`,
  findKey: `SELECT value FROM keys WHERE name = ?`,

  count: `INSERT INTO counters (name, n, ends_at_ms) VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE SET
      n = CASE WHEN counters.ends_at_ms <= ? THEN 1 ELSE counters.n + 1 END,
      ends_at_ms = CASE WHEN counters.ends_at_ms <= ? THEN excluded.ends_at_ms ELSE counters.ends_at_ms END
    RETURNING n`,
  sweepCounters: `DELETE FROM counters WHERE name IN
      (SELECT name FROM counters WHERE ends_at_ms <= ? LIMIT ?) RETURNING name`,

  check: `INSERT INTO checks (id, checked_at_ms) VALUES (1, ?)
    ON CONFLICT (id) DO UPDATE SET checked_at_ms = excluded.checked_at_ms`,
} as const
