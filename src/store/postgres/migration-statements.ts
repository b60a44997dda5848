/** The statements that migrate the tables of PostgreSQL. */
export const migrationStatements = {
  lock: `SELECT pg_advisory_xact_lock(4712007)`,
  checkOrder: `SELECT 'Z' < 'a' AND 'z' < 'é' AND current_setting('server_encoding') = 'UTF8' AS is_by_code`,
  addTable: `CREATE TABLE IF NOT EXISTS schema_steps (id INTEGER PRIMARY KEY, done INTEGER NOT NULL)`,
  find: `SELECT done FROM schema_steps`,
  keep: `INSERT INTO schema_steps (id, done) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET done = excluded.done`,
} as const

/**
 * Statements of earlier steps that only SQLite understands, with their PostgreSQL equivalents. Steps never
 * change, and later ones are written for both.
 */
export const stepsInPostgres = [
  {
    begins: 'UPDATE labels SET known_asked =',
    statement: `UPDATE labels SET known_asked = (SELECT jsonb_array_length(answers.known::jsonb) FROM answers
  WHERE answers.challenge_id = labels.challenge_id)`,
  },
  {
    begins: 'INSERT INTO known_answers (',
    statement: `INSERT INTO known_answers (challenge_id, item_id, corpus, given, keyword, is_right, verdict, cluster, given_at_ms)
  SELECT answers.challenge_id, items.id, answers.corpus, one.value ->> 'given', answers.keyword,
    CASE one.value ->> 'isRight' WHEN 'true' THEN 1 ELSE 0 END, answers.verdict, answers.cluster,
    answers.answered_at_ms
  FROM answers CROSS JOIN LATERAL jsonb_array_elements(answers.known::jsonb) AS one (value)
    JOIN items ON items.id = one.value ->> 'itemId'
  ON CONFLICT (challenge_id, item_id) DO NOTHING`,
  },
] as const
