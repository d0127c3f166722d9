"""Settings: every change acts at once, is kept, and can be made by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop import __version__
from selfcompassion_desktop.ui.places.contact import ContactField
from selfcompassion_desktop.ui.places.settings import SettingsPlace
from selfcompassion_desktop.ui.places.settings_choices import (
    AppearanceSection,
    BreakSection,
    PracticeSection,
    ReachSection,
    SoundSection,
)
from selfcompassion_desktop.ui.places.settings_data import DataSection, open_folder, size
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.chips import ChipRow
from selfcompassion_desktop.ui.widgets.label import Words

SECTIONS = (
    *("appearance", "sound", "break", "prompts", "practice", "writing"),
    *("privacy", "data", "reach", "keys", "about"),
)


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def place(room: Furnished) -> SettingsPlace:
    made = SettingsPlace(room.models)
    room.show(made)
    made.shown()
    return made


T = TypeVar("T", bound=QWidget)


def part(place: QWidget, kind: type[T]) -> T:
    found = place.findChild(kind)
    assert found is not None
    return found


def words(place: QWidget) -> str:
    return "\n".join(label.text() for label in place.findChildren(Words) if label.isVisible())


def choose(row: ChipRow, label: str) -> None:
    """Press the chip with that label."""
    QTest.mouseClick(next(chip for chip in row.chips if chip.text() == label), Qt.MouseButton.LeftButton)


def test_sections_are_walked_with_the_arrows(place: SettingsPlace) -> None:
    place.sections.chips[0].setFocus()
    seen = [place.sections.value]
    for _ in range(len(SECTIONS) - 1):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Right)
        seen.append(place.sections.value)

    assert tuple(seen) == SECTIONS
    assert "What it is not" in words(place)


@pytest.mark.parametrize(
    ("section", "kind", "row", "label", "name", "value"),
    [
        ("appearance", AppearanceSection, "theme", "Night", "theme", "dark"),
        ("appearance", AppearanceSection, "scale", "150 %", "text_scale", 1.5),
        ("appearance", AppearanceSection, "motion", "Still", "reduce_motion", "on"),
        ("appearance", AppearanceSection, "time", "Hidden", "show_time", False),
        ("break", BreakSection, "minutes", "1 minute", "break_minutes", 1),
        ("break", BreakSection, "voiced", "Text alone", "break_voiced", False),
        ("practice", PracticeSection, "ratings", "Do not ask", "ratings_on", False),
        ("practice", PracticeSection, "turns", "02:00", "day_turns_at", "02:00"),
    ],
)
def test_a_choice_acts_at_once_and_is_kept(
    room: Furnished,
    place: SettingsPlace,
    qtbot: QtBot,
    section: str,
    kind: type[QWidget],
    row: str,
    label: str,
    name: str,
    value: object,
) -> None:
    place.open(section)
    chips = getattr(part(place, kind), row)
    with qtbot.waitSignal(room.models.settings.changed):
        choose(chips, label)
    assert getattr(room.models.settings.current, name) == value
    room.settle()

    kept, notices = room.services.settings_file.load()
    assert getattr(kept, name) == value
    assert not notices


def test_volumes_act_while_they_move(room: Furnished, place: SettingsPlace) -> None:
    place.open("sound")
    section = part(place, SoundSection)
    section.voice.groove.setValue(40)
    section.bell.groove.setValue(0)

    assert room.models.settings.current.volume_voice == pytest.approx(0.4)
    assert room.models.settings.current.volume_bell == 0
    assert "The voice is synthetic" in words(place)


def test_controls_follow_a_change_made_elsewhere(room: Furnished, place: SettingsPlace) -> None:
    place.open("break")
    room.models.settings.change(break_minutes=3)
    assert part(place, BreakSection).minutes.value == "3"
    place.open("sound")
    room.models.settings.change(volume_bell=0.25)
    assert part(place, SoundSection).bell.volume == 25


def test_a_value_between_the_choices_is_no_choice_and_stays(room: Furnished, place: SettingsPlace) -> None:
    room.models.settings.change(text_scale=1.37, day_turns_at="03:30")
    place.open("practice")

    assert part(place, AppearanceSection).scale.value == ""
    assert part(place, PracticeSection).turns.value == ""
    assert room.models.settings.current.day_turns_at == "03:30"


def test_the_contact_is_kept_with_each_key_and_shown_everywhere(room: Furnished, place: SettingsPlace) -> None:
    place.open("reach")
    field = part(place, ContactField)
    other = ContactField(room.models.settings)
    field.setFocus()
    QTest.keyClicks(field, "Jo 0123")
    assert room.models.settings.current.contact == "Jo 0123"
    assert other.toPlainText() == "Jo 0123"
    field.setPlainText("x" * 5000)
    assert room.models.settings.current.contact == "x" * 2000
    room.settle()
    kept, notices = room.services.settings_file.load()
    assert kept.contact == "x" * 2000
    assert not notices


def test_the_way_to_people_who_answer(place: SettingsPlace, qtbot: QtBot) -> None:
    place.open("reach")
    with qtbot.waitSignal(place.help_wanted):
        part(place, ReachSection).numbers.click()


# ------------------------------------------------------------------ data


def test_the_data_section_tells_where_and_lists_backups(room: Furnished, place: SettingsPlace, qtbot: QtBot) -> None:
    room.entries.add("something to keep")
    place.open("data")
    room.settle()
    assert str(room.services.paths.data) in words(place)
    before = words(place).count("2026, 18:12")
    part(place, DataSection).make.click()
    room.settle()
    room.settle()

    assert words(place).count("2026, 18:12") == before + 1
    assert "Backed up" in words(place)
    made = list(room.services.paths.backups.glob("*.db"))
    assert any("asked" in path.name for path in made)


def test_a_backup_that_cannot_be_made_is_one_sentence_and_can_be_tried_again(
    room: Furnished, place: SettingsPlace
) -> None:
    place.open("data")
    room.settle()
    folder = room.services.paths.backups
    for path in folder.glob("*"):
        path.unlink()
    if folder.exists():
        folder.rmdir()
    folder.write_text("in the way")
    section = part(place, DataSection)
    section.make.click()
    room.settle()

    assert section.notice.sentence
    assert section.make.isEnabled()


class Handler(QObject):
    """Stands where the system would open a file."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.asked.append(url)


def test_the_folder_is_opened_as_a_file_and_never_as_an_address(tmp_path: Path) -> None:
    handler = Handler()
    QDesktopServices.setUrlHandler("file", handler, "take")  # type: ignore[arg-type]  # the stub wants bytes, Qt a name
    try:
        open_folder(tmp_path)
    finally:
        QDesktopServices.unsetUrlHandler("file")

    assert [url.toLocalFile() for url in handler.asked] == [str(tmp_path)]


def test_sizes_in_words() -> None:
    assert [size(n) for n in (0, 312_499, 4_100_000)] == ["1 KB", "312 KB", "4.1 MB"]


# ------------------------------------------------------------------ to read, room and names


def test_keys_and_about_say_what_is_so(place: SettingsPlace) -> None:
    place.open("keys")
    for key in ("F2", "F3", "Ctrl+N", "Ctrl+F", "Space", "F11"):
        assert key in words(place)
    place.open("about")
    said = words(place)
    assert "not therapy" in said
    assert "cannot help in an emergency" in said
    assert "CC BY 4.0" in said
    assert __version__ in said


# case AX01, AX02
@pytest.mark.parametrize("section", SECTIONS)
def test_everything_the_keyboard_reaches_has_a_name(room: Furnished, place: SettingsPlace, section: str) -> None:
    place.open(section)
    room.settle()
    reached = [
        widget
        for widget in place.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    names = [QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) for widget in reached]

    assert all(names), [widget for widget, name in zip(reached, names, strict=True) if not name]


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(("width", "scale"), [(684, 100), (684, 200), (1400, 100)])
def test_nothing_sticks_out(room: Furnished, qtbot: QtBot, theme: Theme, section: str, width: int, scale: int) -> None:
    theme.use("light", scale, "off")
    place = SettingsPlace(room.models)
    room.show(place, width, 600)
    place.shown()
    place.open(section)
    room.settle()
    for widget in place.findChildren(QWidget):
        if widget.isVisible():
            left = widget.mapTo(place, QPoint(0, 0)).x()
            assert left >= 0
            assert left + widget.width() <= width, widget


def test_kind_words_of_ones_own_are_kept_a_line_each(room: Furnished, qtbot: QtBot) -> None:
    section = BreakSection(room.models.settings)
    qtbot.addWidget(section)

    section.phrases.setPlainText("May I be patient.\n\n  May I rest. \n")
    section.hand._pressed("cheek")

    settings = room.models.settings.current
    assert settings.break_phrases == ("May I be patient.", "May I rest.")
    assert settings.break_hand == "cheek"
    assert section.phrases.toPlainText() == "May I be patient.\n\n  May I rest. \n"  # what is typed is left alone
    room.models.settings.change(break_phrases=("May I begin.",))
    assert section.phrases.toPlainText() == "May I begin."
