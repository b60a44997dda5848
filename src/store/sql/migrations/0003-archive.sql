ALTER TABLE items ADD COLUMN line_id TEXT;
ALTER TABLE items ADD COLUMN place INTEGER;
ALTER TABLE items ADD COLUMN reading_order INTEGER;
ALTER TABLE items ADD COLUMN machine_score DOUBLE PRECISION;

CREATE INDEX items_by_corpus ON items (corpus, id);
CREATE INDEX items_by_line ON items (line_id) WHERE line_id IS NOT NULL;

ALTER TABLE sources ADD COLUMN iiif TEXT;

CREATE INDEX sources_by_corpus ON sources (corpus, id);

ALTER TABLE corpora ADD COLUMN state TEXT NOT NULL DEFAULT 'open';
ALTER TABLE corpora ADD COLUMN embargo_until_ms BIGINT;

CREATE TABLE documents (
  corpus TEXT NOT NULL REFERENCES corpora (name),
  path TEXT NOT NULL,
  format TEXT NOT NULL,
  file_id TEXT NOT NULL,
  imported_at_ms BIGINT NOT NULL,
  PRIMARY KEY (corpus, path)
);
