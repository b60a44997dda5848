import { ownCorpus } from './corpus-statements.ts'

/** Every SQL statement on answers but those of the log; `?` marks a value. */
export const answerStatements = {
  hasAnswer: `SELECT 1 AS n FROM answers WHERE challenge_id = ? AND sitekey = ?`,
  readVerdict: `UPDATE answers SET reads = reads + 1, first_read_at_ms = COALESCE(first_read_at_ms, ?)
    WHERE challenge_id = ? AND sitekey = ? AND contract = ? AND answered_at_ms > ?
      AND (verdict = 'fail' OR (reads < ? AND COALESCE(first_read_at_ms, ?) >= ?))
    RETURNING verdict`,
  forgetAnswers: `UPDATE answers SET corpus = '', keyword = NULL, known = '[]' WHERE corpus = ${ownCorpus}`,
} as const
