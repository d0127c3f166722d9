"""Everything put back into a store, within the caller's transaction.

What comes back is known by its id, which is given once and never again:

- what is not here is new, and comes with the id, place and versions it had;
- a text that is here, as an entry's newest version or an earlier one, is here already;
- any other text of an entry that is here becomes a version more of it. Whichever was written last is the newest, and
  nothing that is here goes. Tags and feelings of both sides are kept.

So whatever is put back twice is there once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..core.interchange import Refused
from ..core.journal import Marks, clean, names, opening_of, title_of
from ..core.pictures import PictureRefused, name_of, type_of
from ..core.takeout import (
    CALLED,
    FORMAT,
    SECTIONS,
    Earlier,
    Everything,
    Head,
    KeptBreak,
    KeptCheckIn,
    KeptConsent,
    KeptDate,
    KeptEntry,
    KeptImport,
    KeptOrigin,
    KeptPicture,
    KeptRun,
    KeptSitting,
    KeptStep,
    Progress,
    go_through,
)
from .entries import free_place, index, keep_revision
from .importing import Fate, Weighed
from .marks import keep_marks, marks_of
from .undoing import CHANGED, IMPORT, NEW

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_ENTRY = """
INSERT INTO entry (place, id, created, local, zone, day, title, opening, revision, edited, source, binned, opens,
sealed, extra, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_SITTING = """
INSERT INTO sitting (id, practice, title, voice, began, local, zone, day, planned, seconds, position, finished, rated,
before, after, extra, batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_RATED = """
UPDATE sitting SET position = iif(? > seconds, ?, position), seconds = max(seconds, ?), finished = max(finished, ?),
before = coalesce(before, ?), after = coalesce(after, ?), rated = iif(rated = '', ?, rated) WHERE id = ?"""
_BREAK = """
INSERT INTO break (id, began, local, zone, day, seconds, need, entry, before, after, rated)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_RUN = """
INSERT INTO course_run (id, course, title, began, local, zone, day, shifted, paused, ended, how)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_STEP = """
INSERT INTO step_done (id, run, step, done, local, zone, day, how, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_DATE = """
INSERT INTO course_date (id, run, live, title, starts, zone, minutes, words, sequence, cancelled)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_CHECKIN = """
INSERT INTO checkin (id, measure, title, at, local, zone, day, phase, run, step, answers, draft, digest, definition)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_CONSENT = """
INSERT INTO consent
(id, course, study, title, version, at, day, since, code, digest, words, language, purposes, withdrawn)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_PICTURE = "INSERT INTO picture (id, entry, name, type, digest, content) VALUES (?, ?, ?, ?, ?, ?)"
_IMPORT = "INSERT INTO batch (id, taken, format, name, added, changed) VALUES (?, ?, ?, ?, ?, ?)"
_ORIGIN = "INSERT INTO foreign_id (format, key, subject, digest, batch) VALUES (?, ?, ?, ?, ?)"


class _Lost(Exception):
    """A piece that cannot be taken in; the text says why."""


class Returning:
    """Puts pieces back, or only weighs them.

    Args:
        connection: within a transaction.
        batch: names the import; where it is empty nothing is written.
    """

    def __init__(self, connection: Connection, batch: str = "") -> None:
        self._connection = connection
        self._batch = batch
        self._new: dict[type[Any], set[str]] = {kind: set() for kind in SECTIONS.values()}
        self._changed: dict[type[Any], set[str]] = {kind: set() for kind in SECTIONS.values()}
        self._seen: dict[type[Any], set[str]] = {kind: set() for kind in SECTIONS.values()}
        self._newest: dict[int, tuple[int, int]] = {}  # place → number of the newest version: before, and now
        self._days: dict[str, str] = {}  # id → the day that it is of
        self._told = Weighed()

    def everything(self, source: Everything, progress: Progress) -> Weighed:
        """All pieces, in their order.

        Raises:
            Cancelled: when `progress` says so.
        """
        for kind, number, piece in go_through(source, progress):
            if isinstance(piece, Refused):
                self._told.refuse(piece)
                continue
            try:
                self._once(kind, piece)
                _WAYS[kind](self, piece)
            except _Lost as lost:
                self._told.refuse(Refused(f"{CALLED[kind]} {number}", str(lost)))
        if self._batch:
            self._settle()
            _keep_head(self._connection, source.head)
        for kind in (KeptEntry, KeptSitting, KeptBreak, KeptRun, KeptStep, KeptDate, KeptCheckIn, KeptConsent):
            for name in self._seen[kind]:
                self._told.count(self._fate(kind, name), self._days[name])
        return self._told

    def _fate(self, kind: type[Any], name: str) -> Fate:
        if name in self._new[kind]:
            return Fate.NEW
        return Fate.CHANGED if name in self._changed[kind] else Fate.SAME

    def _once(self, kind: type[Any], piece: Any) -> None:
        """Refuse what has the id of a piece before it."""
        if (name := getattr(piece, "id", "")) in self._seen[kind]:
            raise _Lost(f"Another {CALLED[kind]} before it has the same id.")
        if name:
            self._seen[kind].add(name)
            when = getattr(piece, "local", getattr(piece, "starts", None)) or str(getattr(piece, "day", ""))
            self._days[name] = when[:10]

    # ------------------------------------------------------------------ entries

    def _entry(self, piece: KeptEntry) -> None:
        if piece.sealed and piece.opens is None:
            raise _Lost("It is a letter that does not say when it opens.")
        here = self._ask("SELECT place, revision, edited, sealed FROM entry WHERE id = ?", piece.id)
        if here is None:
            self._new[KeptEntry].add(piece.id)
            if self._batch:
                self._add_entry(piece)
            return
        place, revision, edited, sealed = here
        marks = marks_of(self._connection, place)
        both = _together(marks, Marks(piece.tags, piece.feelings, piece.strength, piece.pinned))
        known = self._has(place, piece.body)
        if known and both == marks:
            return
        self._changed[KeptEntry].add(piece.id)
        if not self._batch:
            return
        if both != marks:
            keep_marks(self._connection, place, both)
        if known:
            return
        number = self._append(place, piece.saved or piece.edited, piece.body)
        if piece.edited > edited:
            self._connection.execute(
                "UPDATE entry SET title = ?, opening = ?, revision = ?, edited = ?, binned = NULL WHERE place = ?",
                (title_of(piece.body), opening_of(piece.body), number, piece.edited, place),
            )
            self._newest[place] = (revision, number)
            if not sealed:
                index(self._connection, place, piece.body)

    def _add_entry(self, piece: KeptEntry) -> None:
        place = free_place(self._connection, piece.place)
        self._connection.execute(
            _ENTRY,
            (
                place, piece.id, piece.created, piece.local, piece.zone, piece.local[:10], title_of(piece.body),
                opening_of(piece.body), piece.revision, piece.edited, piece.source, piece.binned,
                None if piece.opens is None else piece.opens.isoformat(), int(piece.sealed), _text(piece.extra),
                piece.batch,
            ),
        )  # fmt: skip
        saved = piece.edited if piece.saved is None else piece.saved
        keep_revision(self._connection, place, piece.revision, saved, piece.body)
        marks = Marks(piece.tags, piece.feelings, piece.strength, piece.pinned)
        if marks != Marks():
            keep_marks(self._connection, place, marks)
        if piece.binned is None and not piece.sealed:
            index(self._connection, place, piece.body)
        self._note(piece.id, f"{NEW}:{piece.revision}")

    def _earlier(self, piece: Earlier) -> None:
        if piece.entry in self._new[KeptEntry] and not self._batch:
            return
        here = self._ask("SELECT place FROM entry WHERE id = ?", piece.entry)
        if here is None:
            raise _Lost("The entry it belongs to is not there.")
        (place,) = here
        if piece.entry in self._new[KeptEntry]:
            if self._number_taken(place, piece.revision):
                raise _Lost("Its number is that of another version.")
            keep_revision(self._connection, place, piece.revision, piece.saved, piece.body)
        elif not self._has(place, piece.body):
            self._changed[KeptEntry].add(piece.entry)
            if self._batch:
                self._append(place, piece.saved, piece.body)

    def _append(self, place: int, saved: int, body: str) -> int:
        """A version more, wherever it belongs in time; `_settle` puts them in order."""
        highest, newest = self._ask(
            "SELECT max(r.number), e.revision FROM entry e JOIN revision r ON r.entry = e.place WHERE e.place = ?",
            place,
        )
        keep_revision(self._connection, place, highest + 1, saved, body)
        self._newest.setdefault(place, (newest, newest))
        return int(highest) + 1

    def _settle(self) -> None:
        """Number the versions of what was changed by their time, the newest one last; and note what was changed."""
        for place, (before, newest) in self._newest.items():
            rows = self._connection.execute(
                "SELECT number FROM revision WHERE entry = ? ORDER BY number = ?, saved, number", (place, newest)
            ).fetchall()
            order = {number: position for position, (number,) in enumerate(rows, start=1)}
            self._connection.executemany(
                "UPDATE revision SET number = -? WHERE entry = ? AND number = ?",
                [(position, place, number) for number, position in order.items()],
            )
            self._connection.execute("UPDATE revision SET number = -number WHERE entry = ?", (place,))
            self._connection.execute("UPDATE entry SET revision = ? WHERE place = ?", (order[newest], place))
            (entry,) = self._ask("SELECT id FROM entry WHERE place = ?", place)
            self._note(entry, f"{CHANGED}:{order[newest]}:{order[before]}")

    def _has(self, place: int, body: str) -> bool:
        return self._ask("SELECT 1 FROM revision WHERE entry = ? AND body = ? LIMIT 1", place, body) is not None

    def _number_taken(self, place: int, number: int) -> bool:
        return self._ask("SELECT 1 FROM revision WHERE entry = ? AND number = ?", place, number) is not None

    def _picture(self, piece: KeptPicture) -> None:
        if self._ask("SELECT 1 FROM picture WHERE id = ?", piece.id):
            return
        try:
            kind = type_of(piece.content)
        except PictureRefused as refused:
            raise _Lost(refused.sentence) from None
        new = piece.entry in self._new[KeptEntry]
        here = self._ask("SELECT place FROM entry WHERE id = ?", piece.entry)
        if here is None and not new:
            raise _Lost("The entry it belongs to is not there.")
        if not new:
            self._changed[KeptEntry].add(piece.entry)
        if self._batch:
            digest = hashlib.sha256(piece.content).hexdigest()
            self._connection.execute(_PICTURE, (piece.id, here[0], name_of(piece.name), kind, digest, piece.content))

    # ------------------------------------------------------------------ what was practised

    def _sitting(self, piece: KeptSitting) -> None:
        here = self._ask("SELECT seconds, finished, before, after, rated FROM sitting WHERE id = ?", piece.id)
        if here is None:
            self._new[KeptSitting].add(piece.id)
            if self._batch:
                self._connection.execute(
                    _SITTING,
                    (
                        piece.id, piece.practice, piece.title, piece.voice, piece.began, piece.local, piece.zone,
                        piece.day.isoformat(), piece.planned, piece.seconds, piece.position, int(piece.finished),
                        piece.rated, piece.before, piece.after, _text(piece.extra), piece.batch,
                    ),
                )  # fmt: skip
                self._note(piece.id, f"{NEW}:sitting")
            return
        seconds, finished, before, after, rated = here
        more = piece.seconds > seconds or piece.finished > finished or bool(piece.rated and not rated)
        if more or (before is None and piece.before is not None) or (after is None and piece.after is not None):
            self._changed[KeptSitting].add(piece.id)
            if self._batch:
                self._connection.execute(
                    _RATED,
                    (
                        piece.seconds, piece.position, piece.seconds, int(piece.finished), piece.before, piece.after,
                        piece.rated, piece.id,
                    ),
                )  # fmt: skip

    def _break(self, piece: KeptBreak) -> None:
        if self._ask("SELECT 1 FROM break WHERE id = ?", piece.id):
            return
        self._new[KeptBreak].add(piece.id)
        if self._batch:
            self._connection.execute(
                _BREAK,
                (
                    piece.id, piece.began, piece.local, piece.zone, piece.day.isoformat(), piece.seconds, piece.need,
                    piece.entry, piece.before, piece.after, piece.rated,
                ),
            )  # fmt: skip
            self._note(piece.id, f"{NEW}:break")

    # ------------------------------------------------------------------ courses

    def _run(self, piece: KeptRun) -> None:
        """A course that was begun; one that is here already is ended where it was ended there."""
        here = self._ask("SELECT ended FROM course_run WHERE id = ?", piece.id)
        ended = _iso(piece.ended)
        if here is None:
            self._new[KeptRun].add(piece.id)
            if self._batch:
                self._connection.execute(
                    _RUN,
                    (
                        piece.id, piece.course, piece.title, piece.began, piece.local, piece.zone,
                        piece.day.isoformat(), piece.shifted, _iso(piece.paused), ended, piece.how,
                    ),
                )  # fmt: skip
                self._note(piece.id, f"{NEW}:course_run")
        elif here[0] is None and ended is not None:
            self._changed[KeptRun].add(piece.id)
            if self._batch:
                self._connection.execute(
                    "UPDATE course_run SET ended = ?, how = ?, paused = NULL WHERE id = ?",
                    (ended, piece.how, piece.id),
                )

    def _step(self, piece: KeptStep) -> None:
        known = "SELECT 1 FROM step_done WHERE id = ? OR (run = ? AND step = ?)"
        if self._ask(known, piece.id, piece.run, piece.step):
            return
        self._new[KeptStep].add(piece.id)
        if self._batch:
            self._connection.execute(
                _STEP,
                (
                    piece.id, piece.run, piece.step, piece.done, piece.local, piece.zone, piece.day.isoformat(),
                    piece.how, piece.subject,
                ),
            )  # fmt: skip
            self._note(piece.id, f"{NEW}:step_done")

    def _date(self, piece: KeptDate) -> None:
        here = self._ask("SELECT sequence FROM course_date WHERE id = ?", piece.id)
        if here is not None and here[0] >= piece.sequence:
            return
        (self._new if here is None else self._changed)[KeptDate].add(piece.id)
        if not self._batch:
            return
        values = (
            piece.id, piece.run, piece.live, piece.title, piece.starts, piece.zone, piece.minutes, piece.words,
            piece.sequence, int(piece.cancelled),
        )  # fmt: skip
        self._connection.execute("DELETE FROM course_date WHERE id = ?", (piece.id,))
        self._connection.execute(_DATE, values)
        if here is None:
            self._note(piece.id, f"{NEW}:course_date")

    # ------------------------------------------------------------------ check-ins

    def _checkin(self, piece: KeptCheckIn) -> None:
        """A check-in; the draft of one that is here is finished where it was finished there."""
        here = self._ask("SELECT draft FROM checkin WHERE id = ?", piece.id)
        if here is not None and (piece.draft or not here[0]):
            return
        (self._new if here is None else self._changed)[KeptCheckIn].add(piece.id)
        if not self._batch:
            return
        self._connection.execute("DELETE FROM checkin WHERE id = ?", (piece.id,))
        self._connection.execute(
            _CHECKIN,
            (
                piece.id, piece.measure, piece.title, piece.at, piece.local, piece.zone, piece.day.isoformat(),
                piece.phase, piece.run, piece.step, clean(json.dumps(piece.answers, sort_keys=True)),
                int(piece.draft), piece.digest, piece.definition,
            ),
        )  # fmt: skip
        if here is None:
            self._note(piece.id, f"{NEW}:checkin")

    # ------------------------------------------------------------------ studies

    def _consent(self, piece: KeptConsent) -> None:
        """A consent; one that is here already is withdrawn where it was withdrawn there, and never the other way."""
        here = self._ask("SELECT withdrawn FROM consent WHERE id = ?", piece.id)
        withdrawn = _iso(piece.withdrawn)
        if here is None:
            self._new[KeptConsent].add(piece.id)
            if self._batch:
                self._connection.execute(
                    _CONSENT,
                    (
                        piece.id, piece.course, piece.study, piece.title, piece.version, piece.at,
                        piece.day.isoformat(), piece.since.isoformat(), piece.code, piece.digest, piece.words,
                        piece.language, clean(json.dumps(piece.purposes, sort_keys=True)), withdrawn,
                    ),
                )  # fmt: skip
                self._note(piece.id, f"{NEW}:consent")
        elif here[0] is None and withdrawn is not None:
            self._changed[KeptConsent].add(piece.id)
            if self._batch:
                self._connection.execute("UPDATE consent SET withdrawn = ? WHERE id = ?", (withdrawn, piece.id))

    # ------------------------------------------------------------------ what had come from other programs

    def _import(self, piece: KeptImport) -> None:
        if not self._batch or piece.format == FORMAT or self._ask("SELECT 1 FROM batch WHERE id = ?", piece.id):
            return
        self._connection.execute(_IMPORT, (piece.id, piece.taken, piece.format, piece.name, piece.added, piece.changed))
        self._note(piece.id, f"{NEW}:{IMPORT}")

    def _origin(self, piece: KeptOrigin) -> None:
        taken = self._ask("SELECT 1 FROM foreign_id WHERE format = ? AND key = ?", piece.format, piece.key)
        if self._batch and piece.format != FORMAT and not taken:
            self._connection.execute(_ORIGIN, (piece.format, piece.key, piece.subject, piece.digest, piece.batch))

    def _note(self, subject: str, what: str) -> None:
        """Keep what this import did, for `undo`."""
        self._connection.execute(
            f"{_ORIGIN} ON CONFLICT DO NOTHING", (FORMAT, f"{self._batch}/{subject}", subject, what, self._batch)
        )

    def _ask(self, question: str, *values: object) -> Any:
        return self._connection.execute(question, values).fetchone()


_WAYS: Mapping[type[Any], Callable[[Returning, Any], None]] = {
    KeptEntry: Returning._entry,
    Earlier: Returning._earlier,
    KeptPicture: Returning._picture,
    KeptSitting: Returning._sitting,
    KeptBreak: Returning._break,
    KeptRun: Returning._run,
    KeptStep: Returning._step,
    KeptDate: Returning._date,
    KeptCheckIn: Returning._checkin,
    KeptConsent: Returning._consent,
    KeptImport: Returning._import,
    KeptOrigin: Returning._origin,
}


def _keep_head(connection: Connection, head: Head) -> None:
    """The list of feelings where none was made here, and the words that the spelling knows on either side."""
    if connection.execute("SELECT 1 FROM feeling LIMIT 1").fetchone() is None:
        connection.executemany("INSERT INTO feeling (seat, name) VALUES (?, ?)", enumerate(names(head.feelings)))
    connection.executemany("INSERT OR IGNORE INTO known_word (word) VALUES (?)", [(word,) for word in head.words])


def _together(here: Marks, there: Marks) -> Marks:
    return Marks(
        names((*here.tags, *there.tags)),
        names((*here.feelings, *there.feelings)),
        there.strength if here.strength is None else here.strength,
        here.pinned or there.pinned,
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(extra: Mapping[str, object]) -> str:
    return clean(json.dumps(extra, ensure_ascii=False)) if extra else ""
