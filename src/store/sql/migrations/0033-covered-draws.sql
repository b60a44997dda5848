-- A draw looks at sixteen items or more for each that it shows, so it reads them from an index alone. What is shown moves
-- on within the indexes that it is in, so known and open items leave those of the queue.
DROP INDEX items_to_draw;

CREATE INDEX items_to_draw ON items (corpus, role, stage, rank, label, assigned_class, id);

DROP INDEX items_by_label;

CREATE INDEX items_by_label ON items (corpus, role, stage, label, rank, id) WHERE label IS NOT NULL;

DROP INDEX items_by_pretended;

CREATE INDEX items_by_pretended ON items (corpus, role, stage, assigned_class, rank, id)
WHERE
  assigned_class IS NOT NULL;

DROP INDEX items_unplaced;

CREATE INDEX items_unplaced ON items (corpus, role, stage, rank)
WHERE
  role = 'unknown'
  AND supply = 'queued'
  AND assigned_class IS NULL;

DROP INDEX items_unguessed;

CREATE INDEX items_unguessed ON items (corpus, role, stage, rank)
WHERE
  stage = 'queued'
  AND supply = 'queued'
  AND label IS NULL;

-- It was written with each allowance that is drawn on, some twenty for a challenge, and served the sweep alone.
DROP INDEX allowances_full;
