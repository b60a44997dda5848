-- What visitors are told after a right answer: `link`, `name` or `nothing`.
ALTER TABLE corpora ADD COLUMN thanks TEXT NOT NULL DEFAULT 'link';
