import { newAudit } from './audit-statements.ts'
import { isOwned, ownCorpus } from './corpus-statements.ts'

/** More items of a role than this are not counted, to keep the check short; it is a large corpus then. */
const shownCountedMax = 10_000

const inRotation = `stage IN ('open', 'queued', 'retired')`

/** An item that waits for a review, or is still shown and has reports, in a corpus of the organisation. */
const ownReported = `id = ? AND ${isOwned('items')} AND (stage = 'reported' OR (${inRotation}
      AND EXISTS (SELECT 1 FROM reports WHERE item_id = items.id AND reviewed_at_ms IS NULL)))`

/** Items of an organisation's corpus that left rotation in a period. */
const leftIn = `corpus = ${ownCorpus} AND stage = 'reported' AND reported_at_ms >= ? AND reported_at_ms < ?`

/** Reports in a period that still count. */
const reportedIn = `corpus = ${ownCorpus} AND reported_at_ms >= ? AND reported_at_ms < ? AND reviewed_at_ms IS NULL`

function reportersOf(reason: string): string {
  return `(SELECT COUNT(DISTINCT network_hash) FROM reports WHERE item_id = items.id AND reason = '${reason}'
      AND reviewed_at_ms IS NULL) AS ${reason}`
}
const reportedItem = `items.*, sources.origin, ${reportersOf('unreadable')}, ${reportersOf('inappropriate')}`

function countOf(rows: string): string {
  return `(SELECT COUNT(*) FROM (${rows}) AS counted)`
}
const lately = countOf(`SELECT 1 AS n FROM reports WHERE corpus = ? AND reported_at_ms > ? LIMIT ?`)
const usually = countOf(
  `SELECT 1 AS n FROM reports WHERE corpus = ? AND reported_at_ms > ? AND in_wave = 0 LIMIT ?`,
)

// A network counts once for an item, with the best of its reports.
const weightOfItem = `(SELECT COALESCE(SUM(weight), 0) FROM (SELECT MAX(weight) AS weight FROM reports
      WHERE item_id = ? AND reason = ? AND reviewed_at_ms IS NULL GROUP BY network_hash) AS networks)`

const sameRole = `others.corpus = items.corpus AND others.role = items.role`
const alsoShown = `SELECT 1 AS n FROM items AS others WHERE ${sameRole} AND others.stage IN ('open', ?)`

// (waiting + 1) / (waiting + shown) is at most the percentage, written without a division.
const isAboveFloor = `(SELECT 100 * (COUNT(*) + 1) - ? * COUNT(*) FROM items AS others
        WHERE ${sameRole} AND others.stage = 'reported')
      <= ? * ${countOf(`${alsoShown} LIMIT ${shownCountedMax}`)}`
const leavesEnoughOfClass = `(items.supply <> 'queued' OR items.role <> 'known' OR
      ${countOf(`${alsoShown} AND others.label = items.label LIMIT 100`)} > ?)`
const isLetOut = `(NOT EXISTS (SELECT 1 FROM reports
        WHERE reports.corpus = items.corpus AND in_wave = 1 AND reported_at_ms > ?)
      OR (SELECT COUNT(*) FROM items AS others WHERE others.corpus = items.corpus AND others.stage = 'reported'
        AND others.reported_at_ms > ?) < ?)`

/** Every SQL statement on reports; `?` marks a value. */
export const reportStatements = {
  addReport: `INSERT INTO reports (challenge_id, item_id, corpus, reason, network_hash, day, reported_at_ms, weight,
      in_wave, reviewed_at_ms)
    SELECT ?, ?, ?, ?, ?, ?, ?, 0,
      CASE WHEN lately.n + 1 >= ? AND (lately.n + 1) * ? > ${usually} THEN 1 ELSE 0 END, NULL
    FROM (SELECT ${lately} AS n) AS lately
    WHERE EXISTS (SELECT 1 FROM items WHERE id = ?)
      AND (SELECT COUNT(*) FROM reports WHERE network_hash = ? AND day = ?) < ?
    ON CONFLICT (challenge_id, item_id) DO NOTHING RETURNING in_wave`,
  weighReports: `UPDATE reports SET weight = (
      SELECT CASE WHEN COUNT(*) > 0 AND 100 * SUM(is_right) >= ? * COUNT(*) THEN ?
        WHEN reports.in_wave = 1 THEN 0 WHEN COUNT(*) > 0 THEN ? ELSE ? END
      FROM (SELECT is_right FROM known_answers WHERE network_hash = reports.network_hash AND given_at_ms <=
        CASE WHEN reports.in_wave = 1 THEN reports.reported_at_ms - ? ELSE ? END LIMIT ?) AS record)
    WHERE network_hash = ? AND day = ? AND weight < ? AND reviewed_at_ms IS NULL`,
  takeOut: `UPDATE items SET stage = 'reported', reported_at_ms = ? WHERE id = ? AND ${inRotation}
      AND ${weightOfItem} >= ? AND ${isAboveFloor} AND ${leavesEnoughOfClass} AND ${isLetOut}
    RETURNING id`,
  countWave: `SELECT COUNT(*) AS n FROM (SELECT 1 AS n FROM reports
      WHERE corpus = ? AND in_wave = 1 AND reported_at_ms > ? LIMIT 2) AS counted`,
  lightReports: `SELECT item_id, reason FROM reports
    WHERE network_hash = ? AND day = ? AND weight < ? AND in_wave = 0 AND reviewed_at_ms IS NULL
    ORDER BY reported_at_ms LIMIT ?`,
  listReported: `SELECT ${reportedItem} FROM items JOIN sources ON sources.id = items.source_id
    WHERE items.corpus = ${ownCorpus} AND items.stage = 'reported' AND items.id > ? ORDER BY items.id LIMIT ?`,
  listShown: `SELECT ${reportedItem} FROM (SELECT item_id, COUNT(DISTINCT network_hash) AS networks FROM reports
        WHERE corpus = ${ownCorpus} AND reviewed_at_ms IS NULL
        GROUP BY item_id HAVING COUNT(DISTINCT network_hash) > 1) AS named
      JOIN items ON items.id = named.item_id JOIN sources ON sources.id = items.source_id
    WHERE items.${inRotation} ORDER BY named.networks DESC, items.id LIMIT ?`,
  countReported: `SELECT COUNT(*) AS n FROM items WHERE corpus = ${ownCorpus} AND stage = 'reported'`,
  findWave: `SELECT MIN(reported_at_ms) AS from_ms, MAX(reported_at_ms) AS to_ms, COUNT(*) AS n FROM reports
    WHERE corpus = ${ownCorpus} AND in_wave = 1 AND reviewed_at_ms IS NULL`,
  addAuditOfReported: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ?
    WHERE EXISTS (SELECT 1 FROM items WHERE ${ownReported})`,
  keepReported: `UPDATE items SET stage = CASE WHEN stage = 'reported' THEN 'open' ELSE stage END
    WHERE ${ownReported} RETURNING id`,
  dropReported: `UPDATE items SET stage = 'dropped' WHERE ${ownReported} RETURNING id`,
  reviewReports: `UPDATE reports SET reviewed_at_ms = ? WHERE item_id = ? AND reviewed_at_ms IS NULL
      AND ${isOwned('reports')}`,
  addAuditOfPeriod: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ?
    WHERE EXISTS (SELECT 1 FROM items WHERE ${leftIn}) OR EXISTS (SELECT 1 FROM reports WHERE ${reportedIn})`,
  reviewReportsOfLeft: `UPDATE reports SET reviewed_at_ms = ? WHERE reviewed_at_ms IS NULL
      AND item_id IN (SELECT id FROM items WHERE ${leftIn}) RETURNING item_id`,
  reviewReportsOfPeriod: `UPDATE reports SET reviewed_at_ms = ? WHERE (challenge_id, item_id) IN
      (SELECT challenge_id, item_id FROM reports WHERE ${reportedIn} LIMIT ?) RETURNING item_id`,
  showLeft: `UPDATE items SET stage = 'open' WHERE ${leftIn} RETURNING id`,
} as const
