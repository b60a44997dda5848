-- A showing counts once it is answered. What somebody was shown counts as seen at once.
ALTER TABLE items ADD COLUMN is_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pairs ADD COLUMN is_seen INTEGER NOT NULL DEFAULT 0;
UPDATE items SET is_seen = 1 WHERE shown_known + shown_unknown > 0;
UPDATE pairs SET is_seen = 1 WHERE shown > 0;

DROP INDEX couples_unshown;
CREATE INDEX pairs_unseen ON pairs (corpus) WHERE is_seen = 0 AND probe_role = 'known';
DROP INDEX items_fresh;
CREATE INDEX items_fresh ON items (corpus, id)
  WHERE role = 'known' AND stage = 'open' AND is_canary = 0 AND is_seen = 0 AND archive_status IS NULL;

-- Showings were counted when they were issued. Those that nobody answered are taken back, and what retired by
-- them returns, except items that are read or wait for the archive.
UPDATE items SET stage = 'open' WHERE stage = 'retired' AND role = 'unknown'
  AND shown_unknown > (SELECT COUNT(*) FROM labels WHERE labels.item_id = items.id)
  AND NOT EXISTS (SELECT 1 FROM readings WHERE readings.item_id = items.id
    AND readings.state IN ('accepted', 'rejected', 'unreadable', 'contested'));
UPDATE items SET stage = 'open' WHERE stage = 'retired' AND role = 'known'
  AND (shown_known > (SELECT COUNT(*) FROM known_answers
      WHERE known_answers.corpus = items.corpus AND known_answers.item_id = items.id)
    OR shown_unknown > (SELECT COUNT(*) FROM labels WHERE labels.item_id = items.id));
UPDATE items SET shown_unknown = (SELECT COUNT(*) FROM labels WHERE labels.item_id = items.id)
  WHERE shown_unknown > (SELECT COUNT(*) FROM labels WHERE labels.item_id = items.id);
UPDATE items SET shown_known = (SELECT COUNT(*) FROM known_answers
    WHERE known_answers.corpus = items.corpus AND known_answers.item_id = items.id)
  WHERE shown_known > (SELECT COUNT(*) FROM known_answers
    WHERE known_answers.corpus = items.corpus AND known_answers.item_id = items.id);

-- Their pairs come next.
UPDATE pairs SET stage = 'open',
    shown = (SELECT items.shown_unknown FROM items WHERE items.id = pairs.probe_id),
    turn = COALESCE((SELECT MIN(earlier.turn) FROM pairs AS earlier
      WHERE earlier.corpus = pairs.corpus AND earlier.stage = 'open'), 0) + turn - ROUND(turn)
  WHERE stage = 'retired'
    AND shown > (SELECT items.shown_unknown FROM items WHERE items.id = pairs.probe_id)
    AND (SELECT COUNT(*) FROM items
      WHERE items.id IN (pairs.control_id, pairs.probe_id) AND items.stage = 'open') = 2;
