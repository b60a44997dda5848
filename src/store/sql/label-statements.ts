import { failureLimits } from '../../model/answer.ts'
import { newAudit } from './audit-statements.ts'
import { isOwned, ownCorpus } from './corpus-statements.ts'

function asGiven(column: 'status' | 'label'): string {
  return `CASE WHEN items.archive_status IS NULL THEN items.${column} ELSE items.archive_${column} END AS given_${column}`
}
const archiveItem = `items.*, ${asGiven('status')}, ${asGiven('label')}`
const readingColumns = `readings.text, readings.state, readings.confidence AS reading_confidence,
    readings.raw_confidence, readings.answers, readings.networks, readings.agreement, readings.attack,
    readings.alternatives, readings.first_answer_at_ms, readings.last_answer_at_ms, readings.engine`
const readItem = `SELECT ${archiveItem}, sources.width_pixels, sources.height_pixels, sources.duration_ms, ${readingColumns}
  FROM items JOIN sources ON sources.id = items.source_id`
const leftReading = `LEFT JOIN readings ON readings.item_id = items.id`

/** How many ids a statement takes at once; a shorter list is filled up with its last. */
export const idsAtOnce = 50
const these = idsOf(idsAtOnce)
/** So many, or fewer, readings are found with a statement of their own. */
export const fewIds = 16

function idsOf(count: number): string {
  return `IN (${Array<string>(count).fill('?').join(', ')})`
}

function findReadings(count: number): string {
  return `SELECT item_id, corpus, ${readingColumns} FROM readings
    WHERE item_id ${idsOf(count)} AND COALESCE(corpus, '') = ${ownCorpus} ORDER BY item_id`
}

function networkRecords(ofThese: string): string {
  return `SELECT network_records.* FROM fits JOIN network_records
      ON network_records.corpus = fits.corpus AND network_records.generation = fits.generation
    WHERE fits.corpus = ${ownCorpus} AND network_records.network_hash ${ofThese} ORDER BY network_records.network_hash`
}
const firstItems = `(SELECT id FROM items WHERE corpus = ${ownCorpus} ORDER BY id LIMIT ?)`

// The plus hides the time column from the planner, which would otherwise scan the whole log.
function firstOfEach(table: string, where: string): string {
  return `SELECT * FROM (SELECT ${table}.*,
      ROW_NUMBER() OVER (PARTITION BY item_id ORDER BY challenge_id) AS place
    FROM ${table} WHERE ${where} AND +given_at_ms <= ?) AS counted WHERE place <= ?
  ORDER BY item_id, challenge_id`
}
// Most items have few answers: reading them as they lie is twice as fast as counting them.
function allOfEach(table: string): string {
  return `SELECT * FROM ${table} WHERE corpus = ? AND item_id > ? AND item_id <= ? AND +given_at_ms <= ?
  ORDER BY item_id, challenge_id LIMIT ?`
}
const unreadable = `reason = 'unreadable' AND day <= ? AND (reviewed_at_ms IS NULL OR reviewed_at_ms > ?)
      AND weight >= ?`
function unreadableOf(where: string): string {
  return `SELECT item_id, COUNT(DISTINCT network_hash) AS n FROM reports
    WHERE ${where} AND ${unreadable} GROUP BY item_id`
}
function lastDecisionOf(where: string): string {
  return `SELECT * FROM (SELECT decisions.*, ROW_NUMBER() OVER (PARTITION BY item_id ORDER BY number DESC) AS place
    FROM decisions WHERE ${where} AND decided_at_ms <= ?) AS counted WHERE place = 1 ORDER BY item_id`
}
function nextOf(table: string, more = ''): string {
  return `SELECT item_id FROM (SELECT DISTINCT item_id FROM ${table} WHERE corpus = ${ownCorpus} AND item_id > ? ${more}
    ORDER BY item_id LIMIT ?) AS ${table}_next`
}
const behind = `corpus = ? AND item_id > ?`
// The expression hides the column from the planner: few rows were touched, and they are found by time.
function touchedBy(table: string, since: string): string {
  return `SELECT item_id FROM ${table} WHERE corpus = ? AND ${since} >= ? AND COALESCE(item_id, '') > ?`
}
const movedAway = `items.role = 'unknown' AND items.moved_at_ms <= ?`
const place = `(item_id, challenge_id) > (?, ?)`
const ownItem = `EXISTS (SELECT 1 FROM items JOIN corpora ON corpora.name = items.corpus
      WHERE items.id = ? AND items.corpus = ? AND corpora.organisation = ?)`

// A challenge is in the log with all of its items, or with none.
const isLogged = `EXISTS (SELECT 1 FROM items WHERE id = ?)
      AND EXISTS (SELECT 1 FROM answers WHERE challenge_id = ? AND is_logged = 1)`
const answerColumns = `challenge_id, contract, sitekey, corpus, kind, keyword, verdict, network_hash, elapsed_ms,
      answered_at_ms, is_logged`
const eventColumns = `item_id, corpus, at_ms, state, text, confidence, was_state, was_text, cause, number`
const isWithinBounds = `COALESCE((SELECT SUM(CASE verdict WHEN 'fail' THEN 1 ELSE -1 END)
      FROM (SELECT verdict FROM answers WHERE network_hash = ? AND is_logged = 1 LIMIT ?) AS counted), 0) < ?
    AND COALESCE((SELECT failed_logged - passed / ${failureLimits.passesPerFailure} FROM answer_days WHERE corpus = ? AND day = ?), 0) < ?`

/**
 * Every SQL statement on the log of answers, and on the fits and readings made from it. The log is append-only,
 * and is deleted with its corpus (`log.test.ts`).
 */
export const labelStatements = {
  addPass: `INSERT INTO answers (${answerColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  // What is not in the log is as short as can be: attackers send millions.
  addFailure: `WITH place AS (SELECT CASE WHEN ${isWithinBounds} THEN 1 ELSE 0 END AS is_logged)
    INSERT INTO answers (${answerColumns}) SELECT ?, ?, ?, CASE is_logged WHEN 1 THEN ? ELSE '' END,
      CASE is_logged WHEN 1 THEN ? ELSE '' END, CASE is_logged WHEN 1 THEN ? END, ?,
      CASE is_logged WHEN 1 THEN ? ELSE '' END, ?, ?, is_logged FROM place`,
  countAnswer: `INSERT INTO answer_days (corpus, day, passed, failed, failed_logged)
    SELECT corpora.name, ?, CASE verdict WHEN 'fail' THEN 0 ELSE 1 END, CASE verdict WHEN 'fail' THEN 1 ELSE 0 END,
      CASE verdict WHEN 'fail' THEN is_logged ELSE 0 END
    FROM answers JOIN corpora ON corpora.name = ? WHERE challenge_id = ?
    ON CONFLICT (corpus, day) DO UPDATE SET passed = answer_days.passed + excluded.passed,
      failed = answer_days.failed + excluded.failed,
      failed_logged = answer_days.failed_logged + excluded.failed_logged`,
  addLabel: `INSERT INTO labels (challenge_id, item_id, corpus, given, keyword, weight, known_asked, verdict,
      network_hash, elapsed_ms, given_at_ms)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${isLogged}`,
  addKnownAnswer: `INSERT INTO known_answers (challenge_id, item_id, corpus, given, keyword, is_right, verdict,
      network_hash, given_at_ms)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${isLogged}`,
  addDecision: `INSERT INTO decisions (item_id, corpus, number, decision, text, decided_at_ms)
    SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM decisions WHERE item_id = ?
    HAVING ${ownItem} RETURNING item_id`,
  addAuditOfDecision: `${newAudit} SELECT ?, ?, ?, ?, ?, ?, ? WHERE ${ownItem}`,
  addFitTime: `INSERT INTO fit_times (corpus, number, until_ms, fitted_at_ms)
    SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ? FROM fit_times WHERE corpus = ?`,
  forgetLabels: `DELETE FROM labels WHERE item_id IN ${firstItems}`,
  forgetKnownAnswers: `DELETE FROM known_answers WHERE (corpus, item_id) IN
      (SELECT corpus, id FROM items WHERE corpus = ${ownCorpus} ORDER BY id LIMIT ?)`,

  listLabels: `SELECT * FROM labels WHERE corpus = ${ownCorpus} ORDER BY given_at_ms DESC, challenge_id LIMIT ?`,
  countLabels: `SELECT COUNT(*) AS n FROM labels WHERE corpus = ${ownCorpus} AND given_at_ms <= ?`,
  labelsOfItem: `SELECT * FROM labels WHERE item_id = ? AND ${isOwned('labels')} ORDER BY challenge_id LIMIT ?`,
  listLabelMarks: `SELECT given_at_ms, challenge_id, item_id FROM labels
    WHERE corpus = ? AND (given_at_ms, challenge_id, item_id) > (?, ?, ?)
    ORDER BY given_at_ms, challenge_id, item_id LIMIT ?`,
  listLatest: `SELECT labels.*, CASE WHEN items.status = 'known' AND items.archive_status IS NULL
      THEN items.label END AS known_as
    FROM labels JOIN items ON items.id = labels.item_id WHERE labels.corpus = ${ownCorpus}
    ORDER BY labels.given_at_ms DESC, labels.challenge_id DESC, labels.item_id DESC LIMIT ?`,
  listLog: `SELECT labels.*, weight * known_asked AS known_right FROM labels
    WHERE corpus = ${ownCorpus} AND ${place} ORDER BY item_id, challenge_id LIMIT ?`,
  listKnownLog: `SELECT known_answers.*, answers.elapsed_ms,
      (SELECT COUNT(*) FROM known_answers AS own WHERE own.challenge_id = known_answers.challenge_id) AS known_asked,
      (SELECT SUM(own.is_right) FROM known_answers AS own
        WHERE own.challenge_id = known_answers.challenge_id) AS known_right
    FROM known_answers JOIN answers ON answers.challenge_id = known_answers.challenge_id
    WHERE known_answers.corpus = ${ownCorpus} AND (known_answers.item_id, known_answers.challenge_id) > (?, ?)
    ORDER BY known_answers.item_id, known_answers.challenge_id LIMIT ?`,

  nextEvident: `SELECT item_id FROM (${nextOf('labels')} UNION ${nextOf('known_answers')}
      UNION ${nextOf('decisions')} UNION ${nextOf('reports', "AND reason = 'unreadable'")}) AS next
    ORDER BY item_id LIMIT ?`,
  listTouched: `SELECT item_id FROM (${touchedBy('decisions', 'decided_at_ms')}
      UNION ${touchedBy('reports', 'day')}
      UNION ${touchedBy('reports', 'reviewed_at_ms')}
      UNION SELECT id FROM items WHERE corpus = ? AND moved_at_ms >= ? AND COALESCE(id, '') > ?
      UNION SELECT known_answers.item_id FROM known_answers JOIN items ON items.id = known_answers.item_id
        WHERE known_answers.corpus = ? AND given_at_ms >= ? AND COALESCE(known_answers.item_id, '') > ?
          AND items.archive_status IS NOT NULL) AS touched
    ORDER BY item_id LIMIT ?`,
  theseItems: `SELECT ${archiveItem} FROM items WHERE id ${these} AND ${isOwned('items')} ORDER BY id`,
  allLabelsAfter: allOfEach('labels'),
  labelsAfter: firstOfEach('labels', `${behind} AND item_id <= ?`),
  labelsOfThese: firstOfEach('labels', `item_id ${these}`),
  allKnownAnswersAfter: allOfEach('known_answers'),
  knownAnswersAfter: firstOfEach('known_answers', `${behind} AND item_id <= ?`),
  knownAnswersOfThese: firstOfEach('known_answers', `corpus = ? AND item_id ${these}`),
  unreadableOfThese: unreadableOf(`item_id ${these}`),
  lastDecisionsOfThese: lastDecisionOf(`item_id ${these}`),
  hasMovedAway: `SELECT 1 AS n FROM items WHERE corpus = ? AND ${movedAway} LIMIT 1`,
  struckOfThese: `SELECT labels.challenge_id, COUNT(*) AS asked, SUM(own.is_right) AS was_right
    FROM labels JOIN known_answers AS own ON own.challenge_id = labels.challenge_id
      JOIN items ON items.id = own.item_id
    WHERE labels.item_id ${these} AND ${movedAway} GROUP BY labels.item_id, labels.challenge_id`,

  keepReading: `INSERT INTO readings (item_id, corpus, text, state, confidence, raw_confidence, answers, networks,
      agreement, attack, alternatives, first_answer_at_ms, last_answer_at_ms, engine)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (item_id) DO UPDATE SET
      corpus = excluded.corpus, text = excluded.text, state = excluded.state, confidence = excluded.confidence,
      raw_confidence = excluded.raw_confidence, answers = excluded.answers, networks = excluded.networks,
      agreement = excluded.agreement, attack = excluded.attack, alternatives = excluded.alternatives,
      first_answer_at_ms = excluded.first_answer_at_ms, last_answer_at_ms = excluded.last_answer_at_ms,
      engine = excluded.engine`,
  forgetReading: `DELETE FROM readings WHERE item_id = ?`,
  addReadingEvent: `INSERT INTO reading_events (${eventColumns})
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE(MAX(number), 0) + 1 FROM reading_events WHERE item_id = ?`,
  // An insert that reads its own table takes SQLite eight times as long.
  lastEventsOfThese: `SELECT item_id, MAX(number) AS number FROM reading_events WHERE item_id ${these}
    GROUP BY item_id`,
  addNumberedEvent: `INSERT INTO reading_events (${eventColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  keepSettlement: `INSERT INTO settlements (corpus, until_ms, labels_since_fit) VALUES (?, ?, ?)
    ON CONFLICT (corpus) DO UPDATE SET until_ms = excluded.until_ms,
      labels_since_fit = excluded.labels_since_fit`,
  findSettlement: `SELECT until_ms, labels_since_fit FROM settlements WHERE corpus = ?`,
  findReading: `SELECT item_id, corpus, ${readingColumns} FROM readings
    WHERE item_id = ? AND ${isOwned('readings')}`,
  findReadings: findReadings(idsAtOnce),
  findFewReadings: findReadings(fewIds),
  readKept: `SELECT item_id, alternatives FROM readings WHERE item_id ${these} ORDER BY item_id`,
  // In the order of the items' own index; otherwise each page would sort all that follow.
  listKept: `SELECT item_id FROM readings WHERE item_id > ? AND COALESCE(corpus, '') = ? ORDER BY item_id LIMIT ?`,
  countReadings: `SELECT state, COUNT(*) AS n FROM readings WHERE corpus = ${ownCorpus} GROUP BY state`,
  listReadings: `${readItem} JOIN readings ON readings.item_id = items.id
    WHERE readings.corpus = ${ownCorpus} AND readings.state = ? AND readings.item_id > ?
    ORDER BY readings.item_id LIMIT ?`,
  readItemsOfSource: `${readItem} ${leftReading} WHERE items.source_id = ? AND ${isOwned('items')}
    ORDER BY items.id`,
  readItemsOfDocument: `${readItem} ${leftReading} WHERE items.id IN
      (SELECT id FROM items WHERE corpus = ${ownCorpus} AND region >= ? AND region < ?
      UNION SELECT items.id FROM mentions JOIN items ON items.source_id = mentions.source_id
        WHERE mentions.corpus = ${ownCorpus} AND mentions.path = ? AND items.corpus = mentions.corpus)
    ORDER BY items.id`,
  historyOfItem: `SELECT * FROM (SELECT * FROM reading_events WHERE item_id = ? AND ${isOwned('reading_events')}
      ORDER BY number DESC LIMIT ?) AS last
    ORDER BY number`,
  listWithdrawn: `SELECT * FROM reading_events WHERE corpus = ${ownCorpus} AND at_ms >= ? AND was_state = 'accepted'
      AND (state <> 'accepted' OR text <> was_text)
    ORDER BY at_ms, item_id, number LIMIT ?`,

  findFit: `SELECT fits.*, CASE WHEN fits.marks_seen = corpora.fit_marks THEN 0 ELSE 1 END AS is_stale
    FROM fits JOIN corpora ON corpora.name = fits.corpus WHERE fits.corpus = ? AND corpora.organisation = ?`,
  findGeneration: `SELECT generation FROM fits WHERE corpus = ?`,
  keepFit: `INSERT INTO fits (corpus, generation, engine, until_ms, labels, fitted_at_ms, recalls, marks_seen,
      parameters)
    VALUES (?, ?, ?, ?, ?, ?, ?, CASE WHEN ? = 1 THEN -1
      ELSE (SELECT fit_marks FROM corpora WHERE name = ?) END, ?) ON CONFLICT (corpus) DO UPDATE SET generation = excluded.generation,
      engine = excluded.engine, until_ms = excluded.until_ms, labels = excluded.labels,
      fitted_at_ms = excluded.fitted_at_ms, recalls = excluded.recalls, marks_seen = excluded.marks_seen,
      parameters = excluded.parameters`,
  markStale: `UPDATE corpora SET fit_marks = fit_marks + 1 WHERE name = ?`,
  markOwnStale: `UPDATE corpora SET fit_marks = fit_marks + 1 WHERE name = ? AND organisation = ?`,
  countMarks: `SELECT fit_marks AS n FROM corpora WHERE name = ?`,
  setStanding: `UPDATE fits SET marks_seen = ? WHERE corpus = ?`,
  lastFitTime: `SELECT until_ms, fitted_at_ms FROM fit_times WHERE corpus = ? ORDER BY number DESC LIMIT 1`,
  findDraft: `SELECT head FROM fit_drafts WHERE corpus = ?`,
  keepDraft: `INSERT INTO fit_drafts (corpus, head) VALUES (?, ?)
    ON CONFLICT (corpus) DO UPDATE SET head = excluded.head`,
  forgetDraft: `DELETE FROM fit_drafts WHERE corpus = ?`,
  keepDraftPart: `INSERT INTO fit_draft_parts (corpus, stage, number, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (corpus, stage, number) DO UPDATE SET body = excluded.body`,
  readDraftPart: `SELECT body FROM fit_draft_parts WHERE corpus = ? AND stage = ? AND number = ?`,
  // A part is a megabyte, so few are deleted in one commit.
  forgetDraftParts: `DELETE FROM fit_draft_parts WHERE (corpus, stage, number) IN
      (SELECT corpus, stage, number FROM fit_draft_parts WHERE corpus = ? AND stage >= ? AND stage < ? LIMIT 4)
    RETURNING number`,
  addNetworkRecord: `INSERT INTO network_records (corpus, generation, network_hash, known_asked, known_right, compared,
      agreed, is_held)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  forgetNetworkRecords: `DELETE FROM network_records WHERE (corpus, generation, network_hash) IN
      (SELECT corpus, generation, network_hash FROM network_records
        WHERE corpus = ? AND (generation < ? OR generation > ?) LIMIT ?)
    RETURNING network_hash`,
  findNetworkRecord: networkRecords('= ?'),
  theseNetworkRecords: networkRecords(these),
  listNetworkRecords: `SELECT network_records.* FROM fits JOIN network_records
      ON network_records.corpus = fits.corpus AND network_records.generation = fits.generation
    WHERE fits.corpus = ${ownCorpus} AND network_records.network_hash > ? ORDER BY network_records.network_hash LIMIT ?`,
} as const
