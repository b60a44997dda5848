CREATE TABLE sites (
  sitekey TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  private_id TEXT NOT NULL,
  secret_sha256 TEXT NOT NULL,
  domains TEXT NOT NULL,
  corpora TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL
);

CREATE TABLE corpora (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  script TEXT NOT NULL,
  direction TEXT NOT NULL,
  text_policy TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL
);

CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  corpus TEXT NOT NULL REFERENCES corpora (name),
  origin TEXT NOT NULL,
  image_sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  width_pixels INTEGER NOT NULL,
  height_pixels INTEGER NOT NULL,
  licence TEXT NOT NULL,
  credit TEXT NOT NULL,
  credit_url TEXT,
  imported_at_ms BIGINT NOT NULL
);

CREATE TABLE items (
  id TEXT PRIMARY KEY,
  corpus TEXT NOT NULL REFERENCES corpora (name),
  source_id TEXT NOT NULL REFERENCES sources (id),
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  role TEXT NOT NULL,
  stage TEXT NOT NULL,
  level TEXT NOT NULL,
  region TEXT NOT NULL,
  box TEXT NOT NULL,
  polygon TEXT,
  label TEXT,
  confidence DOUBLE PRECISION,
  picture_id TEXT,
  shown_known INTEGER NOT NULL,
  shown_unknown INTEGER NOT NULL,
  rank DOUBLE PRECISION NOT NULL
);

CREATE INDEX items_by_source ON items (source_id);
CREATE INDEX items_to_draw ON items (corpus, role, stage, rank);
CREATE INDEX items_to_draw_by_label ON items (corpus, role, stage, label, rank);

CREATE TABLE answers (
  challenge_id TEXT PRIMARY KEY,
  sitekey TEXT NOT NULL,
  corpus TEXT NOT NULL,
  kind TEXT NOT NULL,
  keyword TEXT,
  verdict TEXT NOT NULL,
  known TEXT NOT NULL,
  cluster TEXT NOT NULL,
  elapsed_ms BIGINT NOT NULL,
  answered_at_ms BIGINT NOT NULL,
  reads INTEGER NOT NULL,
  first_read_at_ms BIGINT
);

CREATE INDEX answers_by_corpus ON answers (corpus);

CREATE TABLE labels (
  challenge_id TEXT NOT NULL REFERENCES answers (challenge_id),
  item_id TEXT NOT NULL REFERENCES items (id),
  corpus TEXT NOT NULL,
  given TEXT NOT NULL,
  keyword TEXT,
  weight DOUBLE PRECISION NOT NULL,
  verdict TEXT NOT NULL,
  cluster TEXT NOT NULL,
  elapsed_ms BIGINT NOT NULL,
  given_at_ms BIGINT NOT NULL,
  PRIMARY KEY (challenge_id, item_id)
);

CREATE INDEX labels_by_item ON labels (item_id);
CREATE INDEX labels_by_corpus ON labels (corpus, given_at_ms);

CREATE TABLE tickets (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  expires_at_ms BIGINT NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE INDEX tickets_by_expiry ON tickets (expires_at_ms);

CREATE TABLE salts (
  day INTEGER PRIMARY KEY,
  salt TEXT NOT NULL
);

CREATE TABLE checks (
  id INTEGER PRIMARY KEY,
  checked_at_ms BIGINT NOT NULL
);
