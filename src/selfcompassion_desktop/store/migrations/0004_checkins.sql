-- `answers` is JSON: numbers by the ids of the items; what was left open is not in it. `definition` is the measure as it
-- was asked, and `digest` names it. A draft is one that is not finished; `at` is the moment it was, or was last written.
CREATE TABLE checkin (
  id TEXT PRIMARY KEY,
  measure TEXT NOT NULL,
  title TEXT NOT NULL,
  at INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  day TEXT NOT NULL,
  phase TEXT NOT NULL DEFAULT 'none',
  run TEXT NOT NULL DEFAULT '',
  step TEXT NOT NULL DEFAULT '',
  answers TEXT NOT NULL,
  draft INTEGER NOT NULL,
  digest TEXT NOT NULL,
  definition TEXT NOT NULL
);
CREATE INDEX checkin_measure ON checkin (measure, at);
CREATE INDEX checkin_at ON checkin (at);
CREATE INDEX checkin_run ON checkin (run, at) WHERE run <> '';
