-- When a report was made, what it is worth by the record of its network, and whether it came in a wave. A report
-- of before counted as one, as that of a network with a good record does now.
ALTER TABLE reports ADD COLUMN reported_at_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reports ADD COLUMN weight INTEGER NOT NULL DEFAULT 100;
ALTER TABLE reports ADD COLUMN in_wave INTEGER NOT NULL DEFAULT 0;
UPDATE reports SET reported_at_ms = day * CAST(86400000 AS BIGINT);

CREATE INDEX reports_in_time ON reports (corpus, reported_at_ms);
CREATE INDEX reports_in_wave ON reports (corpus, reported_at_ms) WHERE in_wave = 1;

-- When reports took an item out of rotation.
ALTER TABLE items ADD COLUMN reported_at_ms BIGINT;
