-- What a long fit has done so far, so that it goes on after a kill: how far it is, and its parts as text.
CREATE TABLE fit_drafts (
  corpus TEXT PRIMARY KEY REFERENCES corpora (name) ON DELETE CASCADE,
  head TEXT NOT NULL
);
CREATE TABLE fit_draft_parts (
  corpus TEXT NOT NULL REFERENCES corpora (name) ON DELETE CASCADE,
  stage INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (corpus, stage, number)
);
