CREATE TABLE variants (
  id TEXT PRIMARY KEY,
  item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
  made_at_ms BIGINT NOT NULL,
  image_id TEXT UNIQUE,
  given_at_ms BIGINT
);

CREATE TABLE variant_pictures (
  variant_id TEXT PRIMARY KEY REFERENCES variants (id) ON DELETE CASCADE,
  picture TEXT NOT NULL
);

CREATE INDEX variants_ready ON variants (item_id) WHERE image_id IS NULL;
CREATE INDEX variants_of_item ON variants (item_id);
CREATE INDEX variants_given ON variants (given_at_ms) WHERE given_at_ms IS NOT NULL;
