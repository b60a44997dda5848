-- What the classes of a corpus are called in the languages of visitors.
CREATE TABLE class_names (
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  class TEXT NOT NULL,
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (corpus, class, language)
);
