CREATE TABLE couples (
  id TEXT PRIMARY KEY,
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  decider_id TEXT NOT NULL UNIQUE REFERENCES items (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL UNIQUE REFERENCES items (id) ON DELETE CASCADE,
  other_role TEXT NOT NULL,
  stage TEXT NOT NULL,
  shown INTEGER NOT NULL,
  turn DOUBLE PRECISION NOT NULL
);

CREATE INDEX couples_by_turn ON couples (corpus, stage, turn);
CREATE INDEX couples_unshown ON couples (corpus) WHERE shown = 0 AND other_role = 'known';
CREATE INDEX couples_shown_out ON couples (corpus, other_role) WHERE stage = 'retired';

ALTER TABLE items ADD COLUMN couple_id TEXT REFERENCES couples (id) ON DELETE SET NULL;

CREATE INDEX items_by_couple ON items (couple_id) WHERE couple_id IS NOT NULL;
CREATE INDEX items_loose ON items (corpus, role, stage, rank)
  WHERE couple_id IS NULL AND picture_id IS NOT NULL AND kind = 'transcription';
CREATE INDEX items_unscored ON items (corpus, id)
  WHERE machine_score IS NULL AND picture_id IS NOT NULL;

ALTER TABLE items ADD COLUMN pretended TEXT;

CREATE INDEX items_by_pretended ON items (corpus, role, stage, pretended, rank)
  WHERE pretended IS NOT NULL;
CREATE INDEX items_unplaced ON items (corpus, role, stage, rank)
  WHERE kind = 'classification' AND pretended IS NULL;
CREATE INDEX items_unguessed ON items (corpus, role, stage, rank)
  WHERE kind = 'classification' AND label IS NULL;

DROP INDEX items_to_draw_by_label;
CREATE INDEX items_by_label ON items (corpus, role, stage, label, rank) WHERE label IS NOT NULL;
