-- How items are kept in rotation is a property of its own, and no longer follows from the name of their kind.
ALTER TABLE corpora ADD COLUMN supply TEXT NOT NULL DEFAULT 'paired';
UPDATE corpora SET supply = 'queued' WHERE kind = 'classification';
ALTER TABLE items ADD COLUMN supply TEXT NOT NULL DEFAULT 'paired';
UPDATE items SET supply = 'queued' WHERE kind = 'classification';

DROP INDEX items_loose;
CREATE INDEX items_loose ON items (corpus, role, stage, rank)
  WHERE pair_id IS NULL AND picture_id IS NOT NULL AND supply = 'paired';
DROP INDEX items_unplaced;
CREATE INDEX items_unplaced ON items (corpus, role, stage, rank)
  WHERE supply = 'queued' AND assigned_class IS NULL;
DROP INDEX items_unguessed;
CREATE INDEX items_unguessed ON items (corpus, role, stage, rank)
  WHERE supply = 'queued' AND label IS NULL;

-- A corpus keeps its stop rules, so that the store need not know what the default of a kind is.
UPDATE corpora SET stop_rules = '{"confidenceMin":0.97,"networksMin":2,"answersMin":2,"answersMax":8,"quarantineHours":24}'
  WHERE stop_rules IS NULL AND kind = 'transcription';
UPDATE corpora SET stop_rules = '{"confidenceMin":0.99,"networksMin":2,"answersMin":2,"answersMax":24,"quarantineHours":24}'
  WHERE stop_rules IS NULL AND kind = 'classification';
