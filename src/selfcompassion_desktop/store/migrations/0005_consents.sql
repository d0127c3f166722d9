-- What a person agreed to for a study, each time a row; the newest of a study is the one that counts. `words` are those
-- that were shown, `digest` names them, `purposes` is JSON: true or false by the purposes' ids. `code` is by chance and
-- stands for the person in what leaves; days are counted from `since`.
CREATE TABLE consent (
  id TEXT PRIMARY KEY,
  course TEXT NOT NULL,
  study TEXT NOT NULL,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL,
  words TEXT NOT NULL,
  language TEXT NOT NULL,
  purposes TEXT NOT NULL,
  code TEXT NOT NULL,
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  since TEXT NOT NULL,
  withdrawn TEXT
);
CREATE INDEX consent_study ON consent (study, at);
