ALTER TABLE sites ADD COLUMN organisation TEXT NOT NULL DEFAULT 'main';
ALTER TABLE sites ADD COLUMN allows_localhost INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sites ADD COLUMN mode TEXT NOT NULL DEFAULT 'always';
ALTER TABLE sites ADD COLUMN difficulty TEXT NOT NULL DEFAULT 'auto';
ALTER TABLE sites ADD COLUMN needs_remoteip INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sites ADD COLUMN tells_score INTEGER NOT NULL DEFAULT 0;

ALTER TABLE answers ADD COLUMN door TEXT NOT NULL DEFAULT 'ocapi';

CREATE TABLE secrets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,
  sitekeys TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL,
  expires_at_ms BIGINT
);

CREATE INDEX secrets_by_organisation ON secrets (organisation, created_at_ms);

INSERT INTO secrets (id, name, organisation, sha256, sitekeys, created_at_ms)
  SELECT 'sec_' || substr(secret_sha256, 1, 12), name, 'main', secret_sha256,
    '["' || sitekey || '"]', created_at_ms FROM sites;

ALTER TABLE sites DROP COLUMN secret_sha256;

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  organisation TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);

CREATE INDEX audit_by_time ON audit (at_ms);

CREATE TABLE keys (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  n INTEGER NOT NULL,
  ends_at_ms BIGINT NOT NULL
);

CREATE INDEX counters_by_end ON counters (ends_at_ms);
