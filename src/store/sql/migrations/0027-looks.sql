-- How an item looks when it is served, as numbers apart by commas; empty if that cannot be measured.
ALTER TABLE items ADD COLUMN look TEXT;
CREATE INDEX items_unlooked ON items (corpus, role, rank)
  WHERE look IS NULL AND pair_id IS NULL AND media_id IS NOT NULL AND supply = 'paired';
CREATE INDEX items_looked ON items (corpus, role, rank) WHERE look <> '';
-- How many unknown items wait because no known one that is left looks like them.
ALTER TABLE corpora ADD COLUMN unlike_items BIGINT NOT NULL DEFAULT 0;
