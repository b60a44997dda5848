-- An item may be a stretch of time of its source, or all of it; its box is then JSON's null. A source may
-- last a time instead of having a size, which then is 0 by 0.
ALTER TABLE items ADD COLUMN from_ms BIGINT;
ALTER TABLE items ADD COLUMN to_ms BIGINT;
ALTER TABLE sources ADD COLUMN duration_ms BIGINT;
