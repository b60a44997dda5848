CREATE TABLE readings (
  item_id TEXT PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  answers INTEGER NOT NULL,
  alternatives TEXT NOT NULL,
  first_answer_at_ms BIGINT NOT NULL,
  last_answer_at_ms BIGINT NOT NULL,
  settled_at_ms BIGINT NOT NULL,
  engine TEXT NOT NULL
);

CREATE INDEX readings_by_state ON readings (corpus, state);

CREATE TABLE settlements (
  corpus TEXT PRIMARY KEY REFERENCES corpora (name) ON DELETE CASCADE,
  until_ms BIGINT NOT NULL
);

CREATE INDEX labels_in_time ON labels (corpus, given_at_ms, challenge_id, item_id);
CREATE INDEX items_by_region ON items (corpus, region);
