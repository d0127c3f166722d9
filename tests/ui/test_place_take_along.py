"""A practice taken along, as a person does it in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import soundfile
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.timeline import Timeline, samples
from selfcompassion_desktop.models.take_along import TakeAlongModel, file_name
from selfcompassion_desktop.ui.places.take_along import TakeAlong
from selfcompassion_desktop.ui.theme import Theme

ID = "self-compassion-break"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[Furnished]:
    furnished = Furnished(tmp_path, qtbot)
    furnished.models.library.load()
    yield furnished
    furnished.models.take_along.close()
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


def fitted(room: Furnished, minutes: float = 3.0) -> Timeline:
    return room.models.library.timeline(room.models.library.offer(ID), samples(minutes))


@pytest.fixture
def dialog(room: Furnished, qtbot: QtBot) -> TakeAlong:
    made = TakeAlong(room.models, fitted(room))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def test_a_file_of_exactly_that_length_stands_where_one_wanted_it(
    room: Furnished, dialog: TakeAlong, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "along.ogg"
    with qtbot.waitSignal(room.models.take_along.finished, timeout=60_000):
        dialog.begin(str(file))
    assert soundfile.info(file).frames == samples(3)
    assert dialog.notice.sentence == "It stands in “along.ogg”."
    assert dialog.show_folder.isVisible()
    assert dialog.save.isEnabled()


class Slow:
    """Sound files that are written as slowly as a test wants, and notice when they are to end."""

    def __init__(self) -> None:
        self.parts = 0

    def write(
        self, timeline: Timeline, file: str, soundscape: str, volume: float, progress: Callable[[float], bool]
    ) -> None:
        while progress(min(0.99, self.parts / 1e6)):
            self.parts += 1
        raise Trouble("ended")


def test_cancelled_it_says_so_and_can_be_begun_again(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    model = TakeAlongModel(Slow(), room.models.settings)
    with qtbot.waitSignal(model.progressed):
        model.begin(fitted(room), str(tmp_path / "x.wav"), False)
    assert model.writing
    with qtbot.waitSignal(model.stopped):
        model.stop()
    assert not model.writing


def test_a_save_does_not_wait_for_it(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    model = TakeAlongModel(Slow(), room.models.settings)
    model.begin(fitted(room), str(tmp_path / "x.wav"), False)
    room.models.journal.edit("Meanwhile")
    room.models.journal.save()
    room.settle()
    assert model.writing
    assert [entry.title for entry in room.entries.newest(5)] == ["Meanwhile"]
    model.close()


def test_escape_leaves_nothing_behind(room: Furnished, dialog: TakeAlong, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with qtbot.waitSignal(room.models.take_along.progressed, timeout=60_000):
        dialog.begin(str(folder / "along.flac"))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    room.models.take_along.close()
    qtbot.waitUntil(lambda: not room.models.take_along.writing)
    assert [file.name for file in folder.iterdir()] in ([], ["along.flac"])  # whole, had it just been finished
    assert not dialog.isVisible()


def test_a_folder_that_is_not_there_is_one_sentence(
    room: Furnished, dialog: TakeAlong, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(room.models.take_along.trouble):
        dialog.begin(str(tmp_path / "nowhere" / "along.mp3"))
    assert dialog.notice.sentence.startswith("There is no folder")
    assert dialog.save.isEnabled()


def test_its_words_are_a_page(room: Furnished, dialog: TakeAlong, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "words.html"
    with qtbot.waitSignal(room.models.take_along.finished):
        dialog.write_page(str(file))
    assert "<h2>Stopping</h2>" in file.read_text(encoding="utf-8")


def test_the_name_says_what_it_is(room: Furnished) -> None:
    assert file_name(fitted(room, 3.5), "mp3") == "A self-compassion break, 3.5 minutes.mp3"
