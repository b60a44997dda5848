-- Organisations become records: what was their name on sites, secrets and the audit is now their id, and
-- corpora belong to one too, which is the one of before where all was one.
CREATE TABLE organisations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at_ms BIGINT NOT NULL
);

INSERT INTO organisations (id, name, created_at_ms) VALUES ('main', 'main', 0);
INSERT INTO organisations (id, name, created_at_ms)
  SELECT 'org_' || ROW_NUMBER() OVER (ORDER BY name), name, 0 FROM
    (SELECT organisation AS name FROM sites UNION SELECT organisation FROM secrets
      UNION SELECT organisation FROM audit) AS named
  WHERE name <> 'main';

UPDATE sites SET organisation = (SELECT id FROM organisations WHERE name = sites.organisation);
UPDATE secrets SET organisation = (SELECT id FROM organisations WHERE name = secrets.organisation);
UPDATE audit SET organisation = (SELECT id FROM organisations WHERE name = audit.organisation);

ALTER TABLE corpora ADD COLUMN organisation TEXT NOT NULL DEFAULT 'main';

CREATE INDEX sites_by_organisation ON sites (organisation, created_at_ms);
CREATE INDEX corpora_by_organisation ON corpora (organisation, name);
CREATE INDEX audit_by_organisation ON audit (organisation, at_ms);

-- Who did it: the operator at the terminal, or the service by itself.
ALTER TABLE audit ADD COLUMN actor TEXT NOT NULL DEFAULT 'cli';
UPDATE audit SET actor = 'service' WHERE action LIKE 'pool.%';
