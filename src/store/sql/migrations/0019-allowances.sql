-- What is drawn on in a limited measure, by the time at which it is full again.
CREATE TABLE allowances (
  name TEXT PRIMARY KEY,
  full_at_ms BIGINT NOT NULL
);

CREATE INDEX allowances_full ON allowances (full_at_ms);
