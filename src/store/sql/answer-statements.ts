import { ownCorpus } from './corpus-statements.ts'

/** Every SQL statement on answers but those of the log; `?` marks a value. */
export const answerStatements = {
  keepVerdict: `INSERT INTO answers (challenge_id, contract, sitekey, corpus, kind, keyword, verdict, network_hash,
      elapsed_ms, answered_at_ms, is_logged)
    VALUES (?, ?, ?, '', '', NULL, ?, '', 0, ?, 0)`,
  hasAnswer: `SELECT 1 AS n FROM answers WHERE challenge_id = ? AND sitekey = ?`,
  isLogged: `SELECT 1 AS n FROM answers WHERE challenge_id = ? AND is_logged = 1`,
  readVerdict: `SELECT verdict FROM answers
    WHERE challenge_id = ? AND sitekey = ? AND contract = ? AND answered_at_ms > ?`,
  forgetAnswers: `UPDATE answers SET corpus = '', keyword = NULL, is_logged = 0
    WHERE corpus = ${ownCorpus} AND is_logged = 1`,
  sweepAnswers: `DELETE FROM answers WHERE challenge_id IN (SELECT challenge_id FROM answers AS short
      WHERE is_logged = 0 AND answered_at_ms <= ?
        AND NOT EXISTS (SELECT 1 FROM labels WHERE labels.challenge_id = short.challenge_id)
        AND NOT EXISTS (SELECT 1 FROM known_answers WHERE known_answers.challenge_id = short.challenge_id)
      ORDER BY answered_at_ms LIMIT ?)
    RETURNING challenge_id`,
} as const
