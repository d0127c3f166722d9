-- What stands beside a text. `opens` is the day of a letter to oneself, and `sealed` is set until it has come:
-- a sealed entry has no row in `found`. `extra` is JSON: what another program knew of it and this one does not.
ALTER TABLE entry ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN strength INTEGER;
ALTER TABLE entry ADD COLUMN opens TEXT;
ALTER TABLE entry ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN extra TEXT NOT NULL DEFAULT '';
ALTER TABLE entry ADD COLUMN batch TEXT;
CREATE INDEX entry_pinned ON entry (place) WHERE pinned;
CREATE INDEX entry_sealed ON entry (opens) WHERE sealed;
CREATE INDEX entry_batch ON entry (batch) WHERE batch IS NOT NULL;
CREATE INDEX entry_source ON entry (source, place) WHERE source <> '';

-- `folded` is what names are compared by, `seat` their order.
CREATE TABLE tag (
  entry INTEGER NOT NULL REFERENCES entry (place) ON UPDATE CASCADE ON DELETE CASCADE,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  seat INTEGER NOT NULL,
  PRIMARY KEY (entry, folded)
);
CREATE INDEX tag_folded ON tag (folded, entry);

CREATE TABLE felt (
  entry INTEGER NOT NULL REFERENCES entry (place) ON UPDATE CASCADE ON DELETE CASCADE,
  folded TEXT NOT NULL,
  name TEXT NOT NULL,
  seat INTEGER NOT NULL,
  PRIMARY KEY (entry, folded)
);
CREATE INDEX felt_folded ON felt (folded, entry);

-- The feelings that are offered, where the person has changed the list.
CREATE TABLE feeling (seat INTEGER PRIMARY KEY, name TEXT NOT NULL);

-- A text names its pictures as picture:<id>. `small` is what is shown within a text.
CREATE TABLE picture (
  id TEXT PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry (place) ON UPDATE CASCADE ON DELETE CASCADE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  digest TEXT NOT NULL,
  content BLOB NOT NULL,
  small BLOB
);
CREATE INDEX picture_entry ON picture (entry);

-- What was taken in from other programs. `digest` is of the record as it was taken in last; `subject` is an
-- entry's or a sitting's id.
CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  taken INTEGER NOT NULL,
  format TEXT NOT NULL,
  name TEXT NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL
);
CREATE TABLE foreign_id (
  format TEXT NOT NULL,
  key TEXT NOT NULL,
  subject TEXT NOT NULL,
  digest TEXT NOT NULL,
  batch TEXT NOT NULL,
  PRIMARY KEY (format, key)
);
CREATE INDEX foreign_id_subject ON foreign_id (subject);
ALTER TABLE sitting ADD COLUMN batch TEXT;
ALTER TABLE sitting ADD COLUMN extra TEXT NOT NULL DEFAULT '';
CREATE INDEX sitting_batch ON sitting (batch) WHERE batch IS NOT NULL;

-- Words the person has told the spelling to know.
CREATE TABLE known_word (word TEXT PRIMARY KEY);
