-- The items of a source that has many come in by several commits. Until all are here they wait in a table of
-- their own; an arrival says that they are, and that they are to come in whatever happens to the process.
CREATE TABLE arrivals (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  began_at_ms BIGINT NOT NULL
);
CREATE INDEX arrivals_by_source ON arrivals (source_id);

CREATE TABLE arriving_items (
  arrival TEXT NOT NULL,
  number INTEGER NOT NULL,
  put_at_ms BIGINT NOT NULL,
  id TEXT NOT NULL,
  corpus TEXT NOT NULL,
  source_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  role TEXT NOT NULL,
  stage TEXT NOT NULL,
  level TEXT NOT NULL,
  region TEXT NOT NULL,
  box TEXT NOT NULL,
  polygon TEXT,
  from_ms BIGINT,
  to_ms BIGINT,
  label TEXT,
  confidence DOUBLE PRECISION,
  media_id TEXT,
  line_id TEXT,
  place INTEGER,
  reading_order INTEGER,
  machine_score DOUBLE PRECISION,
  rank DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (arrival, number)
);
