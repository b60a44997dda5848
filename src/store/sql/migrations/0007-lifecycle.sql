CREATE TABLE reports (
  challenge_id TEXT NOT NULL,
  item_id TEXT NOT NULL REFERENCES items (id),
  corpus TEXT NOT NULL,
  reason TEXT NOT NULL,
  cluster TEXT NOT NULL,
  day INTEGER NOT NULL,
  reviewed_at_ms BIGINT,
  PRIMARY KEY (challenge_id, item_id)
);

CREATE INDEX reports_by_item ON reports (item_id, reason);
CREATE INDEX reports_by_cluster ON reports (cluster, day);

CREATE INDEX items_reported ON items (corpus, id) WHERE stage = 'reported';
CREATE INDEX items_by_picture ON items (picture_id) WHERE picture_id IS NOT NULL;
CREATE INDEX documents_by_file ON documents (file_id);

CREATE TABLE tellings (
  corpus TEXT NOT NULL,
  path TEXT NOT NULL,
  source_id TEXT NOT NULL,
  PRIMARY KEY (corpus, path, source_id),
  FOREIGN KEY (corpus, path) REFERENCES documents (corpus, path) ON DELETE CASCADE
);

CREATE INDEX tellings_by_source ON tellings (source_id, path);

ALTER TABLE sources ADD COLUMN dropped_at_ms BIGINT;
