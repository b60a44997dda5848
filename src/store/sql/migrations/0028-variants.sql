-- A picture's name is unique among those that have one only: with an index of all, SQLite looked at every variant
-- that was ready for each item. Pictures are kept as bytes. What was drawn ahead is drawn again.
DROP TABLE variant_pictures;

DROP TABLE variants;

CREATE TABLE variants (
  id TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  made_at_ms BIGINT NOT NULL,
  image_id TEXT,
  given_at_ms BIGINT
);

CREATE TABLE variant_pictures (
  variant_id TEXT PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
  picture BYTEA NOT NULL
);

CREATE UNIQUE INDEX variants_of_picture ON variants (image_id) WHERE image_id IS NOT NULL;
CREATE INDEX variants_of_item ON variants (item_id, image_id, id);
CREATE INDEX variants_given ON variants (given_at_ms) WHERE given_at_ms IS NOT NULL;
