-- What made the service stop counting labels by itself; null if a person recalled them.
ALTER TABLE recalls ADD COLUMN alarm TEXT;
