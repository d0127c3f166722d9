-- `day` is the person's day on which it was begun, `shifted` by how many days what is left of it stands later,
-- `paused` the day since which it rests, `ended` the day it was finished or left, and `how` which of both.
CREATE TABLE course_run (
  id TEXT PRIMARY KEY,
  course TEXT NOT NULL,
  title TEXT NOT NULL,
  began INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  day TEXT NOT NULL,
  shifted INTEGER NOT NULL DEFAULT 0,
  paused TEXT,
  ended TEXT,
  how TEXT NOT NULL DEFAULT ''
);
CREATE INDEX course_run_course ON course_run (course, began);

-- `subject` is the id of the sitting, the entry or the check-in that it came to.
CREATE TABLE step_done (
  id TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  step TEXT NOT NULL,
  done INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  day TEXT NOT NULL,
  how TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  UNIQUE (run, step)
);
CREATE INDEX step_done_subject ON step_done (subject) WHERE subject <> '';

-- `starts` is wall time in `zone`; `sequence` counts its changes, so that a calendar knows the newest.
CREATE TABLE course_date (
  id TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  live TEXT NOT NULL,
  title TEXT NOT NULL,
  starts TEXT NOT NULL,
  zone TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  sequence INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX course_date_run ON course_date (run, starts);

ALTER TABLE break ADD COLUMN before INTEGER;
ALTER TABLE break ADD COLUMN after INTEGER;
ALTER TABLE break ADD COLUMN rated TEXT NOT NULL DEFAULT '';
