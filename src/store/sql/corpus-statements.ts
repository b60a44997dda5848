/** A corpus by its name, if it belongs to the organisation given next. */
export const ownCorpus = `(SELECT name FROM corpora WHERE name = ? AND organisation = ?)`

/** Says of a row of a table with a corpus that its corpus is of an organisation. */
export function isOwned(table: string): string {
  return `EXISTS (SELECT 1 FROM corpora WHERE corpora.name = ${table}.corpus AND corpora.organisation = ?)`
}

/** Every SQL statement on corpora; `?` marks a value. */
export const corpusStatements = {
  addCorpus: `INSERT INTO corpora (name, organisation, kind, supply, language, script, direction, text_policy, state,
      embargo_until_ms, created_at_ms, stop_rules, thanks)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
  findCorpus: `SELECT * FROM corpora WHERE name = ?`,
  findCorpusOf: `SELECT * FROM corpora WHERE name = ? AND organisation = ?`,
  listCorpora: `SELECT * FROM corpora WHERE organisation = ? ORDER BY name LIMIT ?`,
  listAllCorpora: `SELECT * FROM corpora ORDER BY name LIMIT ?`,
  countItems: `SELECT status, stage, COUNT(*) AS n FROM items WHERE corpus = ${ownCorpus} GROUP BY status, stage`,
  countSources: `SELECT COUNT(*) AS n FROM sources WHERE corpus = ${ownCorpus}`,
  countAnswers: `SELECT SUM(passed + failed) AS n FROM answer_days WHERE corpus = ${ownCorpus}`,
  countLabelsOf: `SELECT COUNT(*) AS n FROM labels WHERE corpus = ${ownCorpus}`,
  changeStanding: `UPDATE corpora SET state = ?, embargo_until_ms = ? WHERE name = ? AND organisation = ?`,
  changeRules: `UPDATE corpora SET stop_rules = ?, text_policy = ? WHERE name = ? AND organisation = ?`,
  changeThanks: `UPDATE corpora SET thanks = ? WHERE name = ? AND organisation = ?`,
  forgetCorpus: `DELETE FROM corpora WHERE name = ? AND organisation = ?`,
} as const
