-- How often a verdict was read no longer matters (decision 38).
ALTER TABLE answers DROP COLUMN reads;
ALTER TABLE answers DROP COLUMN first_read_at_ms;
