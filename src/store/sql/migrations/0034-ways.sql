-- The way by which a site asks at first, and whether visitors may pass by work and time alone.
ALTER TABLE sites ADD COLUMN default_way TEXT NOT NULL DEFAULT 'eye';
ALTER TABLE sites ADD COLUMN has_neither INTEGER NOT NULL DEFAULT 1;

-- How many passed a site by each way on a day, and what that took them.
CREATE TABLE way_days (
  sitekey TEXT NOT NULL REFERENCES sites (sitekey) ON DELETE CASCADE,
  day BIGINT NOT NULL,
  way TEXT NOT NULL,
  passes BIGINT NOT NULL,
  puzzles BIGINT NOT NULL,
  seconds BIGINT NOT NULL,
  PRIMARY KEY (sitekey, day, way)
);
