"""The packs read while the window answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.content.library import Library
from selfcompassion_desktop.core.practice import Practice


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.settle()
    made.close()


def test_the_packs_are_read_aside_and_offered_as_if_one_had_waited(
    room: Furnished, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[int] = set()
    source = Library.source

    def noting(library: Library, practice_id: str) -> str:
        threads.add(threading.get_ident())
        return source(library, practice_id)

    monkeypatch.setattr(Library, "source", noting)
    library = room.models.library
    with qtbot.waitSignal(library.loaded):
        library.load_aside(room.models.tasks)
        assert library.offers == ()
    read, aside = library.offers, threads.copy()
    library.load()

    assert read == library.offers
    assert threading.get_ident() not in aside


def test_what_is_asked_for_before_they_are_read_is_there(room: Furnished, qtbot: QtBot) -> None:
    library = room.models.library
    with qtbot.waitSignal(library.loaded):
        library.load_aside(room.models.tasks)
        the_break = library.the_break

    assert the_break == library.the_break


def test_a_voice_wished_for_while_they_are_read_guides(
    room: Furnished, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, wait = threading.Event(), threading.Event()
    lengths = Library.lengths

    def slowly(library: Library, practice: Practice, voice: str) -> object:
        going.set()
        wait.wait(10)
        return lengths(library, practice, voice)

    library, settings = room.models.library, room.models.settings
    other = next(voice for voice in ("am_michael", "af_heart") if voice != settings.current.voice)
    monkeypatch.setattr(Library, "lengths", slowly)
    with qtbot.waitSignal(library.loaded):
        library.load_aside(room.models.tasks)
        assert going.wait(10)
        settings.change(voice=other)
        wait.set()

    assert library.offer("soles-of-the-feet").voice == other
    assert {offer.practice.id: offer.voice for offer in library.offers} == {
        practice.id: room.services.library.voice_for(practice, other) for practice in room.services.library.practices
    }
