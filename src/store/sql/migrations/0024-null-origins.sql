-- Whether pages without an origin of the web may use a site. Before, any such page could, by the host it stated.
ALTER TABLE sites ADD COLUMN allows_null_origin INTEGER NOT NULL DEFAULT 0;
