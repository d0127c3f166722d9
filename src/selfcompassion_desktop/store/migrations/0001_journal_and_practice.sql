-- Instants are microseconds since 1970 in UTC; `local` is the wall time with its offset as it was.
PRAGMA application_id = 0x53434a31;

-- `place` orders entries by the instant they were written, in milliseconds; where it is taken, the next free one.
CREATE TABLE entry (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  day TEXT NOT NULL,
  title TEXT NOT NULL,
  opening TEXT NOT NULL,
  revision INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  source TEXT NOT NULL,
  binned INTEGER
);
CREATE INDEX entry_day ON entry (day);
CREATE INDEX entry_binned ON entry (binned) WHERE binned IS NOT NULL;

CREATE TABLE revision (
  entry INTEGER NOT NULL REFERENCES entry (place) ON UPDATE CASCADE ON DELETE CASCADE,
  number INTEGER NOT NULL,
  saved INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (entry, number)
);

-- Rows are the entries that are not in the bin, by `place`. The text itself is kept in `revision` only.
CREATE VIRTUAL TABLE found USING fts5 (
  words, pairs,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '1 2'
);

CREATE TABLE sitting (
  id TEXT PRIMARY KEY,
  practice TEXT NOT NULL,
  title TEXT NOT NULL,
  voice TEXT NOT NULL,
  began INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  day TEXT NOT NULL,
  planned REAL NOT NULL,
  seconds REAL NOT NULL DEFAULT 0,
  position REAL NOT NULL DEFAULT 0,
  finished INTEGER NOT NULL DEFAULT 0,
  rated TEXT NOT NULL DEFAULT '',
  before INTEGER,
  after INTEGER
);
CREATE INDEX sitting_began ON sitting (began);
CREATE INDEX sitting_day ON sitting (day);
CREATE INDEX sitting_practice ON sitting (practice, began);

CREATE TABLE break (
  id TEXT PRIMARY KEY,
  began INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  day TEXT NOT NULL,
  seconds REAL NOT NULL,
  need TEXT NOT NULL,
  entry TEXT NOT NULL DEFAULT ''
);
CREATE INDEX break_began ON break (began);
