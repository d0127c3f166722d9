"""Where an entry came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.models.origins import Kind, Origin


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def origin(room: Furnished, source: str) -> Origin | None:
    found: list[Origin | None] = []
    room.models.origins.find(source, found.append)
    room.settle()
    (only,) = found
    return only


@pytest.mark.parametrize("source", ["", "today", "sitting:", "sitting:gone", "copy:", "nobody:knows", "\udc80"])
def test_what_tells_nothing_gives_nothing(room: Furnished, source: str) -> None:
    assert origin(room, source) is None


def test_a_sitting_leads_to_its_practice(room: Furnished) -> None:
    sitting = room.services.sittings.begin("kind-hand", "A kind hand", 180.0, "")
    assert origin(room, f"sitting:{sitting}") == Origin(
        Kind.SITTING, "A kind hand", "2026-11-25T18:12:00+00:00", "kind-hand"
    )


def test_a_sitting_of_a_practice_that_is_no_longer_here_leads_nowhere(room: Furnished) -> None:
    sitting = room.services.sittings.begin("teachers-own", "The willow", 180.0, "")
    found = origin(room, f"sitting:{sitting}")
    assert found is not None
    assert (found.title, found.target) == ("The willow", "")


def test_a_break_an_exercise_and_another_program(room: Furnished) -> None:
    assert origin(room, "break") == Origin(Kind.BREAK)
    assert origin(room, "exercise:three-good-things") == Origin(
        Kind.EXERCISE, "Three things that were good", target="three-good-things"
    )
    assert origin(room, "exercise:of-another-pack") == Origin(Kind.EXERCISE)
    assert origin(room, "import:day-one") == Origin(Kind.IMPORT, "Day One")
    assert origin(room, "import:of-a-later-version") == Origin(Kind.IMPORT)


def test_a_copy_leads_to_what_it_is_a_copy_of(room: Furnished) -> None:
    entry = room.entries.add("Guilt came along in the car")
    assert origin(room, f"copy:{entry.id}") == Origin(Kind.COPY, "Guilt came along in the car", target=entry.id)
    assert origin(room, "copy:gone") == Origin(Kind.COPY)
