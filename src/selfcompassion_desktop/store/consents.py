"""What a person agreed to for studies, kept apart from what they answered."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..core.course import Course, Study
from ..core.days import TURNS_AT, day_of
from ..core.ports.clock import Clock
from ..core.research import Consent, digest_of, words_of
from .database import Database
from .ids import Ids
from .times import microseconds

_ROW = """
SELECT id, course, study, title, version, digest, words, language, purposes, code, day, since, withdrawn FROM consent"""
_NEW = """
INSERT INTO consent (id, course, study, title, version, digest, words, language, purposes, code, at, day, since)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_BYTES = 6


class Consents:
    """Keeps consents. Safe from any thread; what reads or writes raises `StoreTrouble`."""

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def standing(self, course: str, study: str) -> Consent | None:
        """The newest consent to a study, withdrawn or not; None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(
                f"{_ROW} WHERE course = ? AND study = ? ORDER BY at DESC, id DESC LIMIT 1", (course, study)
            ).fetchone()
        return None if row is None else _consent(row)

    def give(self, course: Course, study: Study, purposes: Mapping[str, bool], turns_at: str = TURNS_AT) -> Consent:
        """Keep a consent that is given now.

        One that stands goes on under its id by chance and its first day; after a withdrawal both are new.
        """
        now = self._clock.now()
        day = day_of(now, turns_at)
        before = self.standing(course.id, study.id)
        code, since = os.urandom(_BYTES).hex(), day
        if before is not None and before.withdrawn is None:
            code, since = before.code, before.since
        words = words_of(course, study)
        made = Consent(
            self._ids.new(), course.id, study.id, study.title, study.version, digest_of(words), words, course.language,
            dict(purposes), code, day, since,
        )  # fmt: skip
        with self._database.write() as connection:
            connection.execute(
                _NEW,
                (
                    made.id, made.course, made.study, made.title, made.version, made.digest, made.words, made.language,
                    json.dumps(made.purposes, sort_keys=True), code, microseconds(now), day.isoformat(),
                    since.isoformat(),
                ),
            )  # fmt: skip
        return made

    def withdraw(self, course: str, study: str, turns_at: str = TURNS_AT) -> None:
        """Every consent to a study is withdrawn now; those that were before keep their day."""
        day = day_of(self._clock.now(), turns_at).isoformat()
        with self._database.write() as connection:
            connection.execute(
                "UPDATE consent SET withdrawn = ? WHERE course = ? AND study = ? AND withdrawn IS NULL",
                (day, course, study),
            )


def _consent(row: Any) -> Consent:
    *first, purposes, code, day, since, withdrawn = row
    id, course, study, title, version, digest, words, language = first
    ended = None if withdrawn is None else date.fromisoformat(withdrawn)
    return Consent(
        id, course, study, title, version, digest, words, language, _purposes(purposes), code,
        date.fromisoformat(day), date.fromisoformat(since), ended,
    )  # fmt: skip


def _purposes(text: str) -> Mapping[str, bool]:
    found = json.loads(text)
    return {name: value is True for name, value in found.items()} if isinstance(found, dict) else {}
