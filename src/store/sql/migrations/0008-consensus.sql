ALTER TABLE labels ADD COLUMN known_asked INTEGER NOT NULL DEFAULT 1;
UPDATE labels SET known_asked = (SELECT json_array_length(answers.known) FROM answers
  WHERE answers.challenge_id = labels.challenge_id);

DROP INDEX labels_by_item;
CREATE INDEX labels_by_item ON labels (item_id, challenge_id);
CREATE INDEX labels_by_corpus_item ON labels (corpus, item_id, challenge_id);
CREATE INDEX labels_by_cluster ON labels (cluster, item_id);

CREATE TABLE known_answers (
  challenge_id TEXT NOT NULL REFERENCES answers (challenge_id),
  item_id TEXT NOT NULL,
  corpus TEXT NOT NULL,
  given TEXT NOT NULL,
  keyword TEXT,
  is_right INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  cluster TEXT NOT NULL,
  given_at_ms BIGINT NOT NULL,
  PRIMARY KEY (challenge_id, item_id)
);

CREATE INDEX known_answers_by_corpus_item ON known_answers (corpus, item_id, challenge_id);
CREATE INDEX known_answers_by_cluster ON known_answers (cluster, item_id);
CREATE INDEX known_answers_in_time ON known_answers (corpus, given_at_ms, item_id);

INSERT INTO known_answers (challenge_id, item_id, corpus, given, keyword, is_right, verdict, cluster, given_at_ms)
  SELECT answers.challenge_id, items.id, answers.corpus, json_extract(one.value, '$.given'), answers.keyword,
    json_extract(one.value, '$.isRight'), answers.verdict, answers.cluster, answers.answered_at_ms
  FROM answers, json_each(answers.known) AS one
    JOIN items ON items.id = json_extract(one.value, '$.itemId')
  WHERE true ON CONFLICT (challenge_id, item_id) DO NOTHING;

CREATE INDEX reports_by_corpus_item ON reports (corpus, item_id, reason);
CREATE INDEX reports_by_corpus ON reports (corpus, day, item_id);
CREATE INDEX reports_reviewed ON reports (corpus, reviewed_at_ms, item_id) WHERE reviewed_at_ms IS NOT NULL;

ALTER TABLE corpora ADD COLUMN stop_rules TEXT;
ALTER TABLE corpora ADD COLUMN fit_marks INTEGER NOT NULL DEFAULT 0;

ALTER TABLE items ADD COLUMN archive_status TEXT;
ALTER TABLE items ADD COLUMN archive_label TEXT;
ALTER TABLE items ADD COLUMN moved_at_ms BIGINT;
ALTER TABLE items ADD COLUMN is_canary INTEGER NOT NULL DEFAULT 0;

CREATE INDEX items_moved ON items (corpus, id) WHERE archive_status IS NOT NULL;
CREATE INDEX items_moved_in_time ON items (corpus, moved_at_ms, id) WHERE moved_at_ms IS NOT NULL;
CREATE INDEX items_moved_away ON items (corpus, moved_at_ms, id)
  WHERE role = 'unknown' AND moved_at_ms IS NOT NULL;
CREATE INDEX items_canary ON items (corpus, id) WHERE is_canary = 1;

DROP TABLE readings;
CREATE TABLE readings (
  item_id TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  raw_confidence DOUBLE PRECISION NOT NULL,
  answers INTEGER NOT NULL,
  clusters INTEGER NOT NULL,
  agreement DOUBLE PRECISION NOT NULL,
  attack DOUBLE PRECISION NOT NULL,
  alternatives TEXT NOT NULL,
  first_answer_at_ms BIGINT NOT NULL,
  last_answer_at_ms BIGINT NOT NULL,
  engine TEXT NOT NULL
);

CREATE INDEX readings_by_state ON readings (corpus, state, item_id);

DELETE FROM settlements;
ALTER TABLE settlements ADD COLUMN labels_since_fit INTEGER NOT NULL DEFAULT 0;

CREATE TABLE reading_events (
  item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  at_ms BIGINT NOT NULL,
  state TEXT NOT NULL,
  text TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  was_state TEXT,
  was_text TEXT,
  cause TEXT NOT NULL,
  PRIMARY KEY (item_id, number)
);

CREATE INDEX reading_events_in_time ON reading_events (corpus, at_ms, item_id, number);
CREATE INDEX reading_events_withdrawn ON reading_events (corpus, at_ms, item_id, number)
  WHERE was_state = 'accepted' AND (state <> 'accepted' OR text <> was_text);

CREATE TABLE decisions (
  item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  decision TEXT NOT NULL,
  text TEXT,
  decided_at_ms BIGINT NOT NULL,
  PRIMARY KEY (item_id, number)
);

CREATE INDEX decisions_by_corpus_item ON decisions (corpus, item_id);
CREATE INDEX decisions_in_time ON decisions (corpus, decided_at_ms, item_id);

CREATE TABLE fit_times (
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  until_ms BIGINT NOT NULL,
  fitted_at_ms BIGINT NOT NULL,
  PRIMARY KEY (corpus, number)
);

CREATE TABLE fits (
  corpus TEXT PRIMARY KEY REFERENCES corpora (name) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  engine TEXT NOT NULL,
  until_ms BIGINT NOT NULL,
  labels INTEGER NOT NULL,
  fitted_at_ms BIGINT NOT NULL,
  recalls INTEGER NOT NULL,
  marks_seen INTEGER NOT NULL,
  parameters TEXT NOT NULL
);

CREATE TABLE cluster_records (
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  generation INTEGER NOT NULL,
  cluster TEXT NOT NULL,
  known_asked DOUBLE PRECISION NOT NULL,
  known_right DOUBLE PRECISION NOT NULL,
  compared DOUBLE PRECISION NOT NULL,
  agreed DOUBLE PRECISION NOT NULL,
  is_held INTEGER NOT NULL,
  PRIMARY KEY (corpus, generation, cluster)
);

CREATE TABLE recalls (
  id TEXT PRIMARY KEY,
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  cluster TEXT,
  from_ms BIGINT,
  to_ms BIGINT,
  reason TEXT NOT NULL,
  recalled_at_ms BIGINT NOT NULL,
  lifted_at_ms BIGINT
);

CREATE INDEX recalls_by_corpus ON recalls (corpus, recalled_at_ms, id);

CREATE TABLE refreshes (
  corpus TEXT PRIMARY KEY REFERENCES corpora (name) ON DELETE CASCADE,
  at_ms BIGINT NOT NULL,
  item_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  answered_until_ms BIGINT NOT NULL,
  fitted_at_ms BIGINT NOT NULL,
  looked_at_ms BIGINT NOT NULL
);

CREATE INDEX items_fresh ON items (corpus, id)
  WHERE role = 'known' AND stage = 'open' AND is_canary = 0 AND shown_known = 0 AND archive_status IS NULL;
