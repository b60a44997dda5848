-- What runs beside the requests: one row a kind of work and a corpus ('' is the whole store).
CREATE TABLE jobs (
  kind TEXT NOT NULL,
  corpus TEXT NOT NULL,
  state TEXT NOT NULL,
  input TEXT NOT NULL,
  progress TEXT NOT NULL,
  reason TEXT NOT NULL,
  failures INTEGER NOT NULL,
  started_at_ms BIGINT,
  ended_at_ms BIGINT,
  due_at_ms BIGINT,
  worker TEXT NOT NULL,
  lease_until_ms BIGINT NOT NULL,
  PRIMARY KEY (kind, corpus)
);

CREATE INDEX jobs_due ON jobs (due_at_ms) WHERE due_at_ms IS NOT NULL;

-- One worker at a time works on the store; the others wait for the turn.
CREATE TABLE job_turn (
  id INTEGER PRIMARY KEY,
  worker TEXT NOT NULL,
  lease_until_ms BIGINT NOT NULL,
  wanted_until_ms BIGINT NOT NULL
);
