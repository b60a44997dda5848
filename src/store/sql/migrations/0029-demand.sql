-- How many pictures of a corpus challenges showed in each stretch of ten minutes.
CREATE TABLE demand (
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  stretch BIGINT NOT NULL,
  pictures BIGINT NOT NULL,
  PRIMARY KEY (corpus, stretch)
);
