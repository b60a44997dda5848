-- Pairs lie in slices of their corpus, and a network is shown those of one slice. "placed" counts the pairs that
-- were ever put into a slice.
CREATE TABLE slices (
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  of_all INTEGER NOT NULL,
  placed INTEGER NOT NULL,
  PRIMARY KEY (corpus, number)
);
ALTER TABLE pairs ADD COLUMN slice INTEGER NOT NULL DEFAULT 0;
INSERT INTO slices (corpus, number, of_all, placed) SELECT corpus, 0, 1, COUNT(*) FROM pairs GROUP BY corpus;

-- What a guess would have to match, so that no text decides too often.
ALTER TABLE pairs ADD COLUMN text TEXT NOT NULL DEFAULT '';
UPDATE pairs SET text = COALESCE((SELECT LOWER(label) FROM items WHERE items.id = pairs.control_id), '');
CREATE INDEX pairs_by_text ON pairs (corpus, text);

DROP INDEX couples_by_turn;
DROP INDEX pairs_unseen;
DROP INDEX couples_shown_out;
CREATE INDEX pairs_by_turn ON pairs (corpus, slice, stage, turn);
CREATE INDEX pairs_unseen ON pairs (corpus, slice) WHERE is_seen = 0 AND probe_role = 'known';

-- The slices in which an item was in a pair, as bits. All pairs so far were in the first.
ALTER TABLE items ADD COLUMN slices BIGINT NOT NULL DEFAULT 0;
UPDATE items SET slices = 1 WHERE pair_id IS NOT NULL OR is_seen = 1;
