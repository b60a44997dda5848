-- What a site says about privacy, and the https address of its own notice; empty for none.
ALTER TABLE sites ADD COLUMN privacy_text TEXT NOT NULL DEFAULT '';
ALTER TABLE sites ADD COLUMN privacy_url TEXT NOT NULL DEFAULT '';
