-- Somebody cancelled the job; a running one ends at its next step.
ALTER TABLE jobs ADD COLUMN is_cancelled INTEGER NOT NULL DEFAULT 0;
