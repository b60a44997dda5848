/** Every SQL statement on corpora; `?` marks a value. */
export const corpusStatements = {
  addCorpus: `INSERT INTO corpora (name, kind, supply, language, script, direction, text_policy, state,
      embargo_until_ms, created_at_ms, stop_rules)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
  findCorpus: `SELECT * FROM corpora WHERE name = ?`,
  listCorpora: `SELECT * FROM corpora ORDER BY name LIMIT ?`,
  countItems: `SELECT status, stage, COUNT(*) AS n FROM items WHERE corpus = ? GROUP BY status, stage`,
  countSources: `SELECT COUNT(*) AS n FROM sources WHERE corpus = ?`,
  countAnswers: `SELECT COUNT(*) AS n FROM answers WHERE corpus = ?`,
  changeStanding: `UPDATE corpora SET state = ?, embargo_until_ms = ? WHERE name = ?`,
  changeRules: `UPDATE corpora SET stop_rules = ?, text_policy = ? WHERE name = ?`,
  forgetCorpus: `DELETE FROM corpora WHERE name = ?`,
} as const
