const drawnItem = `SELECT items.id, items.picture_id, items.status, items.label, items.box, items.is_canary,
    sources.licence, sources.credit, sources.credit_url
  FROM items JOIN sources ON sources.id = items.source_id
  WHERE items.corpus = ? AND items.role = ? AND items.stage = ? AND items.picture_id IS NOT NULL`
const newItem = `INSERT INTO items (id, corpus, source_id, kind, supply, status, role, stage, level, region, box,
      polygon, label, confidence, picture_id, line_id, place, reading_order, machine_score, shown_known,
      shown_unknown, rank)
    VALUES (?, ?, ?, ?, (SELECT supply FROM corpora WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
      0, 0, ?) ON CONFLICT (id)`
function certainty(status: string): string {
  return `CASE ${status} WHEN 'known' THEN 2 WHEN 'doubtful' THEN 1 ELSE 0 END`
}
/** What the archive said, whatever the pool made of it since. */
const toldStatus = 'COALESCE(items.archive_status, items.status)'
const toldLabel =
  'CASE WHEN items.archive_status IS NULL THEN items.label ELSE items.archive_label END'
const newSecret = `INSERT INTO secrets (id, name, organisation, sha256, sitekeys, created_at_ms, expires_at_ms)`
const newAudit = `INSERT INTO audit (id, at_ms, organisation, action, subject, detail)`
const ofSite = `EXISTS (SELECT 1 FROM sites WHERE sitekey = ?)`
const livingFirst = `ORDER BY CASE WHEN expires_at_ms IS NULL OR expires_at_ms > ? THEN 0 ELSE 1 END,
    created_at_ms DESC, id LIMIT ?`
const inOrder = `AND items.rank >= ? AND items.rank < ? ORDER BY items.rank LIMIT ?`
const firstItems = `(SELECT id FROM items WHERE corpus = ? ORDER BY id LIMIT ?)`
function reportersOf(reason: string): string {
  return `(SELECT COUNT(DISTINCT network_hash) FROM reports WHERE item_id = items.id AND reason = '${reason}'
      AND reviewed_at_ms IS NULL) AS ${reason}`
}
const mayShow = `items.picture_id IS NOT NULL AND items.stage IN ('open', 'retired')`
function readyOf(item: string): string {
  return `(SELECT COUNT(*) FROM variants WHERE item_id = ${item} AND image_id IS NULL)`
}
const loose = `corpus = ? AND role = ? AND pair_id IS NULL AND picture_id IS NOT NULL AND supply = 'paired'`
const queued = `corpus = ? AND role = 'unknown' AND stage = 'queued' AND supply = 'queued'`
function nameAfter(column: string): string {
  return `FROM items WHERE corpus = ? AND role = ? AND stage = ? AND ${column} > ? ORDER BY ${column} LIMIT 1`
}
const countFirst = `SELECT COUNT(*) AS n, MAX(rank) AS last FROM (SELECT rank FROM items
    WHERE corpus = ? AND role = ? AND stage = ?`
function showing(count: string): string {
  return `${count} = ${count} + 1, stage = CASE WHEN stage = 'open' AND ${count} + 1 >= ? THEN 'retired' ELSE stage END`
}

/** How many pictures of a challenge a statement takes; a shorter list is filled up with its last. */
export const picturesAtOnce = 30
const thesePictures = `(${Array<string>(picturesAtOnce).fill('?').join(', ')})`

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

  addCorpus: `INSERT INTO corpora (name, kind, supply, language, script, direction, text_policy, state,
      embargo_until_ms, created_at_ms, stop_rules)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
  findCorpus: `SELECT * FROM corpora WHERE name = ?`,
  listCorpora: `SELECT * FROM corpora ORDER BY name LIMIT ?`,
  countItems: `SELECT status, stage, COUNT(*) AS n FROM items WHERE corpus = ? GROUP BY status, stage`,
  countSources: `SELECT COUNT(*) AS n FROM sources WHERE corpus = ?`,
  countAnswers: `SELECT COUNT(*) AS n FROM answers WHERE corpus = ?`,

  addSource: `INSERT INTO sources (id, corpus, origin, image_sha256, format, width_pixels, height_pixels,
      licence, credit, credit_url, iiif, imported_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  addItem: `${newItem} DO NOTHING RETURNING id`,
  reviseItem: `${newItem} DO UPDATE SET status = excluded.status, role = excluded.role,
      stage = CASE WHEN items.stage = 'reported' THEN items.stage
        WHEN items.stage = 'retired' AND excluded.stage = 'open'
        AND items.label IS NOT DISTINCT FROM excluded.label THEN 'retired' ELSE excluded.stage END,
      shown_known = CASE WHEN items.label IS NOT DISTINCT FROM excluded.label
        THEN items.shown_known ELSE 0 END,
      shown_unknown = CASE WHEN items.label IS NOT DISTINCT FROM excluded.label
        THEN items.shown_unknown ELSE 0 END,
      label = excluded.label, confidence = excluded.confidence, place = excluded.place,
      picture_id = COALESCE(items.picture_id, excluded.picture_id),
      archive_status = NULL, archive_label = NULL
    WHERE items.stage <> 'dropped' AND ${certainty('excluded.status')} >= ${certainty(toldStatus)}
      AND (${toldStatus} <> excluded.status OR ${toldLabel} IS DISTINCT FROM excluded.label
        OR items.confidence IS DISTINCT FROM excluded.confidence
        OR items.place IS DISTINCT FROM excluded.place)
    RETURNING id`,
  correctRights: `UPDATE sources SET licence = ?, credit = ?, credit_url = ?
    WHERE id = ? AND NOT (licence = ? AND credit = ? AND COALESCE(credit_url, '') = COALESCE(?, ''))
    RETURNING id`,
  itemsOfSource: `SELECT * FROM items WHERE source_id = ? ORDER BY id`,
  findItem: `SELECT * FROM items WHERE id = ?`,
  itemsOfRegion: `SELECT * FROM items WHERE id IN
      (SELECT id FROM items WHERE corpus = ? AND region = ? LIMIT ?) ORDER BY id`,
  listSources: `SELECT * FROM sources WHERE corpus = ? AND id > ? ORDER BY id LIMIT ?`,
  keepDocument: `INSERT INTO documents (corpus, path, format, file_id, imported_at_ms)
    VALUES (?, ?, ?, ?, ?) ON CONFLICT (corpus, path) DO UPDATE SET format = excluded.format,
      file_id = excluded.file_id, imported_at_ms = excluded.imported_at_ms
    WHERE documents.file_id <> excluded.file_id`,
  listDocuments: `SELECT * FROM documents WHERE corpus = ? AND path > ? ORDER BY path LIMIT ?`,

  drawItems: `${drawnItem} ${inOrder}`,
  drawItemsOfLabel: `${drawnItem} AND items.label = ? ${inOrder}`,
  drawItemsOfOtherLabels: `${drawnItem} AND items.label <> ? ${inOrder}`,
  drawItemsOfAssignedClass: `${drawnItem} AND items.assigned_class = ? ${inOrder}`,
  drawItemsOfOtherAssignedClass: `${drawnItem} AND items.assigned_class <> ? ${inOrder}`,
  countShownKnown: `UPDATE items SET rank = ?, ${showing('shown_known')} WHERE id = ?`,
  countShownUnknown: `UPDATE items SET rank = ?, ${showing('shown_unknown')} WHERE id = ?`,

  nextPairs: `SELECT id, turn, control_id, probe_id, probe_role FROM pairs WHERE corpus = ? AND stage = ? ORDER BY turn LIMIT ?`,
  itemsOfPair: `SELECT items.id, items.picture_id, items.status, items.role, items.label, items.box,
      items.is_canary,      sources.licence, sources.credit, sources.credit_url, pairs.control_id, pairs.probe_id
    FROM pairs JOIN items ON items.id IN (pairs.control_id, pairs.probe_id)
      JOIN sources ON sources.id = items.source_id
    WHERE pairs.id = ? AND items.stage IN ('open', 'retired') AND items.picture_id IS NOT NULL`,
  countControl: `UPDATE items SET ${showing('shown_known')} WHERE id = ?`,
  countOther: `UPDATE items SET ${showing('shown_unknown')} WHERE id = ?`,
  countPair: `UPDATE pairs SET shown = shown + 1, turn = ?,
      stage = CASE WHEN shown + 1 >= ?
        OR (SELECT items.stage FROM items WHERE items.id = pairs.probe_id) <> 'open'
        THEN 'retired' ELSE stage END
    WHERE id = ?`,
  looseItems: `SELECT id, box, label, is_canary, COALESCE(machine_score, confidence) AS machine_score FROM items
    WHERE ${loose} AND stage = ? AND rank >= ? AND rank < ? ORDER BY rank LIMIT ?`,
  looseFresh: `SELECT id, box, label, is_canary, COALESCE(machine_score, confidence) AS machine_score FROM items
    WHERE ${loose} AND stage = ? AND shown_known + shown_unknown = 0 AND rank >= ? AND rank < ?
    ORDER BY rank LIMIT ?`,
  countLoose: `SELECT COUNT(*) AS n FROM (SELECT id FROM items WHERE ${loose} AND stage = 'open' AND is_canary = 0
      LIMIT ?) AS counted`,
  addPair: `INSERT INTO pairs (id, corpus, control_id, probe_id, probe_role, stage, shown, turn)
    SELECT ?, ?, ?, ?, ?, ?, 0, ? WHERE (SELECT COUNT(*) FROM items WHERE id IN (?, ?)
      AND pair_id IS NULL AND stage IN ('open', 'retired') AND picture_id IS NOT NULL) = 2
    ON CONFLICT DO NOTHING RETURNING id`,
  tieItem: `UPDATE items SET pair_id = ? WHERE id = ? AND EXISTS (SELECT 1 FROM pairs WHERE id = ?)`,
  readPairs: `SELECT id FROM pairs WHERE corpus = ? AND stage = 'retired' AND probe_role = 'unknown' LIMIT ?`,
  repeatedPairs: `SELECT id FROM pairs WHERE corpus = ? AND stage = 'retired' AND probe_role = 'known' LIMIT ?`,
  unshownPairs: `SELECT id FROM pairs WHERE corpus = ? AND shown = 0 AND probe_role = 'known' LIMIT ?`,
  dissolvePair: `DELETE FROM pairs WHERE id = ?`,
  nextLabel: `SELECT label AS name ${nameAfter('label')}`,
  nextAssignedClass: `SELECT assigned_class AS name ${nameAfter('assigned_class')}`,
  countOfLabel: `${countFirst} AND label = ? ORDER BY rank LIMIT ?) AS counted`,
  countOfAssignedClass: `${countFirst} AND assigned_class = ? ORDER BY rank LIMIT ?) AS counted`,
  nextQueued: `SELECT id FROM items WHERE ${queued} AND label IS NULL ORDER BY rank LIMIT ?`,
  nextQueuedOfGuess: `SELECT id FROM items WHERE ${queued} AND label = ? ORDER BY rank LIMIT ?`,
  moveUp: `UPDATE items SET stage = 'open', assigned_class = ?, rank = ?
    WHERE id = ? AND stage = 'queued' RETURNING id`,
  holdBackNew: `UPDATE items SET stage = 'queued' WHERE id IN (SELECT id FROM items WHERE corpus = ?
      AND role = 'unknown' AND stage = 'open' AND supply = 'queued' AND assigned_class IS NULL
      ORDER BY rank LIMIT ?) RETURNING id`,
  holdBack: `UPDATE items SET stage = 'queued', assigned_class = NULL WHERE id IN (SELECT id FROM items
      WHERE corpus = ? AND role = 'unknown' AND stage = 'open' AND assigned_class = ? AND shown_unknown = 0
      ORDER BY rank LIMIT ?) RETURNING id`,
  listUnscored: `SELECT id, picture_id, status, label FROM items WHERE corpus = ? AND id > ?
      AND machine_score IS NULL AND picture_id IS NOT NULL
      AND stage IN ('open', 'queued', 'retired') ORDER BY id LIMIT ?`,
  keepScore: `UPDATE items SET machine_score = ? WHERE id = ?`,

  hasAnswer: `SELECT 1 AS n FROM answers WHERE challenge_id = ? AND sitekey = ?`,
  readVerdict: `UPDATE answers SET reads = reads + 1, first_read_at_ms = COALESCE(first_read_at_ms, ?)
    WHERE challenge_id = ? AND sitekey = ? AND contract = ? AND answered_at_ms > ?
      AND (verdict = 'fail' OR (reads < ? AND COALESCE(first_read_at_ms, ?) >= ?))
    RETURNING verdict`,

  listOpenCorpora: `SELECT name, supply FROM corpora WHERE state = 'open' ORDER BY name LIMIT ?`,
  listUnstocked: `SELECT id, picture_id, kind FROM items
    WHERE corpus = ? AND role = ? AND stage = ? AND picture_id IS NOT NULL AND ${readyOf('items.id')} = ?
    ORDER BY rank LIMIT ?`,
  listUnstockedPairs: `SELECT items.id, items.picture_id, items.kind FROM
      (SELECT id, turn FROM pairs WHERE corpus = ? AND stage = ? ORDER BY turn LIMIT ?) AS next
      JOIN items ON items.pair_id = next.id
    WHERE ${mayShow} AND ${readyOf('items.id')} = ? ORDER BY next.turn LIMIT ?`,
  countReady: `SELECT COUNT(*) AS n FROM variants WHERE image_id IS NULL`,
  addVariant: `INSERT INTO variants (id, item_id, made_at_ms, image_id, given_at_ms)
    SELECT ?, id, ?, NULL, NULL FROM items WHERE id = ? AND ${mayShow} AND ${readyOf('items.id')} < ?`,
  addVariantPicture: `INSERT INTO variant_pictures (variant_id, picture)
    SELECT id, ? FROM variants WHERE id = ?`,
  hasReady: `SELECT 1 AS n FROM variants WHERE item_id = ? AND image_id IS NULL LIMIT 1`,
  giveVariant: `UPDATE variants SET image_id = ?, given_at_ms = ?
    WHERE image_id IS NULL AND id =
      (SELECT id FROM variants WHERE item_id = ? AND image_id IS NULL LIMIT 1)`,
  takeVariantsBack: `UPDATE variants SET image_id = NULL, given_at_ms = NULL WHERE image_id IN ${thesePictures}
      AND (SELECT COUNT(*) FROM variants WHERE image_id IN ${thesePictures}) < ?`,
  findVariant: `SELECT picture FROM variant_pictures
    WHERE variant_id = (SELECT id FROM variants WHERE image_id = ?)`,
  sweepVariants: `DELETE FROM variants WHERE id IN
      (SELECT id FROM variants WHERE given_at_ms <= ? LIMIT ?) RETURNING id`,
  sweepHidden: `DELETE FROM variants WHERE id IN (SELECT variants.id FROM variants
      JOIN items ON items.id = variants.item_id WHERE NOT (${mayShow}) LIMIT ?) RETURNING id`,

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

  changeStanding: `UPDATE corpora SET state = ?, embargo_until_ms = ? WHERE name = ?`,
  sourcesFrom: `SELECT * FROM sources WHERE corpus = ? AND origin = ? ORDER BY id LIMIT ?`,
  dropSource: `UPDATE sources SET dropped_at_ms = COALESCE(dropped_at_ms, ?) WHERE id = ?`,
  dropItemsOfSource: `UPDATE items SET stage = 'dropped' WHERE source_id = ?`,
  dropItemsOfDroppedSource: `UPDATE items SET stage = 'dropped' WHERE source_id = ? AND stage <> 'dropped'
      AND EXISTS (SELECT 1 FROM sources WHERE id = ? AND dropped_at_ms IS NOT NULL)`,
  dropItem: `UPDATE items SET stage = 'dropped' WHERE id = ?`,
  itemsToEmpty: `SELECT id, picture_id FROM items WHERE corpus = ? AND id > ? ORDER BY id LIMIT ?`,
  itemsToEmptyOfSource: `SELECT id, picture_id FROM items WHERE source_id = ? AND id > ?
    ORDER BY id LIMIT ?`,
  itemToEmpty: `SELECT id, picture_id FROM items WHERE id = ? AND id > ?`,
  countOfPicture: `SELECT COUNT(*) AS n FROM items WHERE picture_id = ?`,
  countOfFile: `SELECT COUNT(*) AS n FROM documents WHERE file_id = ?`,
  emptyItem: `UPDATE items SET stage = 'dropped', picture_id = NULL, label = NULL, archive_label = NULL
    WHERE id = ?`,
  keepMention: `INSERT INTO mentions (corpus, path, source_id) SELECT corpus, path, ? FROM documents
    WHERE corpus = ? AND path = ? ON CONFLICT (corpus, path, source_id) DO NOTHING`,
  documentsOfSource: `SELECT documents.* FROM mentions AS own
      JOIN documents ON documents.corpus = own.corpus AND documents.path = own.path
    WHERE own.source_id = ? AND own.path > ? AND NOT EXISTS (SELECT 1 FROM mentions AS other
      WHERE other.corpus = own.corpus AND other.path = own.path AND other.source_id <> ?)
    ORDER BY own.path LIMIT ?`,
  dissolvePairOf: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE id = ? AND stage IN ('reported', 'dropped'))`,
  dissolvePairsOfSource: `DELETE FROM pairs WHERE id IN
      (SELECT pair_id FROM items WHERE source_id = ? AND stage = 'dropped')`,
  forgetVariants: `DELETE FROM variants WHERE item_id = ?`,
  forgetDocument: `DELETE FROM documents WHERE corpus = ? AND path = ?`,
  forgetReports: `DELETE FROM reports WHERE item_id IN ${firstItems}`,
  forgetItems: `DELETE FROM items WHERE id IN ${firstItems} RETURNING id`,
  forgetDocuments: `DELETE FROM documents WHERE corpus = ?`,
  forgetSources: `DELETE FROM sources WHERE corpus = ?`,
  forgetAnswers: `UPDATE answers SET corpus = '', keyword = NULL, known = '[]' WHERE corpus = ?`,
  forgetCorpus: `DELETE FROM corpora WHERE name = ?`,

  addReport: `INSERT INTO reports (challenge_id, item_id, corpus, reason, network_hash, day, reviewed_at_ms)
    SELECT ?, ?, ?, ?, ?, ?, NULL WHERE EXISTS (SELECT 1 FROM items WHERE id = ?)
      AND (SELECT COUNT(*) FROM reports WHERE network_hash = ? AND day = ?) < ?
    ON CONFLICT (challenge_id, item_id) DO NOTHING`,
  reportItem: `UPDATE items SET stage = 'reported' WHERE id = ? AND stage IN ('open', 'queued', 'retired')
      AND (SELECT COUNT(DISTINCT network_hash) FROM reports
        WHERE item_id = ? AND reason = ? AND reviewed_at_ms IS NULL) >= ?
    RETURNING id`,
  listReported: `SELECT items.*, sources.origin, ${reportersOf('unreadable')}, ${reportersOf('inappropriate')}
    FROM items JOIN sources ON sources.id = items.source_id
    WHERE items.corpus = ? AND items.stage = 'reported' AND items.id > ? ORDER BY items.id LIMIT ?`,
  countReported: `SELECT COUNT(*) AS n FROM items WHERE corpus = ? AND stage = 'reported'`,
  addAuditOfReported: `${newAudit} SELECT ?, ?, ?, ?, ?, ?
    WHERE EXISTS (SELECT 1 FROM items WHERE id = ? AND stage = 'reported')`,
  reviewReports: `UPDATE reports SET reviewed_at_ms = ? WHERE item_id = ? AND reviewed_at_ms IS NULL
      AND EXISTS (SELECT 1 FROM items WHERE id = ? AND stage = 'reported')`,
  keepReported: `UPDATE items SET stage = 'open' WHERE id = ? AND stage = 'reported' RETURNING id`,
  dropReported: `UPDATE items SET stage = 'dropped' WHERE id = ? AND stage = 'reported' RETURNING id`,

  check: `INSERT INTO checks (id, checked_at_ms) VALUES (1, ?)
    ON CONFLICT (id) DO UPDATE SET checked_at_ms = excluded.checked_at_ms`,
} as const
