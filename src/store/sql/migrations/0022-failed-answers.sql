-- Answers are counted by the day. Of failed challenges the log holds as many as there are passes and some more;
-- any other leaves a row that is forgotten within minutes.
CREATE TABLE answer_days (
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  day BIGINT NOT NULL,
  passed BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  failed_logged BIGINT NOT NULL,
  PRIMARY KEY (corpus, day)
);
INSERT INTO answer_days (corpus, day, passed, failed, failed_logged)
  SELECT corpus, answered_at_ms / 86400000, SUM(CASE WHEN verdict = 'pass' THEN 1 ELSE 0 END),
    SUM(CASE WHEN verdict = 'pass' THEN 0 ELSE 1 END), SUM(CASE WHEN verdict = 'pass' THEN 0 ELSE 1 END)
  FROM answers WHERE corpus IN (SELECT name FROM corpora) GROUP BY corpus, answered_at_ms / 86400000;

-- What was given to known items has had a table of its own since the eighth step.
ALTER TABLE answers DROP COLUMN known;
ALTER TABLE answers ADD COLUMN is_logged INTEGER NOT NULL DEFAULT 1;
DROP INDEX answers_by_corpus;
CREATE INDEX answers_by_corpus ON answers (corpus) WHERE is_logged = 1;
CREATE INDEX answers_by_network ON answers (network_hash, verdict) WHERE is_logged = 1;
CREATE INDEX answers_unlogged ON answers (answered_at_ms) WHERE is_logged = 0;

-- It is the beginning of another.
DROP INDEX labels_by_corpus;
