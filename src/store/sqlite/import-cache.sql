-- The table's earlier name. What it held is read from the files again.
DROP TABLE IF EXISTS ledger;
CREATE TABLE IF NOT EXISTS cache (name TEXT PRIMARY KEY, stamp TEXT NOT NULL, body TEXT NOT NULL);
