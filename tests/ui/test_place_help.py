"""Reaching someone: one's own person first, numbers that can be read and copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.content.pages import Pages
from selfcompassion_desktop.models.pages import PagesModel
from selfcompassion_desktop.ui.places.contact import ContactField
from selfcompassion_desktop.ui.places.help import HelpPlace, SelectableNumber
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.label import Words


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


def enter(room: Furnished) -> HelpPlace:
    place = HelpPlace(room.models)
    room.show(place)
    place.shown()
    room.settle()
    return place


def words(place: QWidget) -> str:
    return "\n".join(label.text() for label in place.findChildren(Words) if label.isVisible())


def numbers(place: QWidget) -> list[str]:
    return [label.text() for label in place.findChildren(SelectableNumber) if label.isVisible()]


def choose(room: Furnished, place: HelpPlace, label: str) -> None:
    """Press the chip with that label."""
    chip = next(chip for chip in place.regions.chips if chip.text() == label)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    room.settle()


def test_numbers_follow_the_region_and_the_region_is_kept(room: Furnished) -> None:
    place = enter(room)
    choose(room, place, "United Kingdom")
    assert numbers(place) == ["116 123", "Text SHOUT to 85258", "999 or 112"]
    assert room.models.settings.current.region == "uk"
    choose(room, place, "New Zealand")
    assert numbers(place) == ["1737", "111"]

    assert numbers(enter(room)) == ["1737", "111"], "it is remembered"


def test_the_numbers_are_dated_and_can_be_copied(room: Furnished) -> None:
    place = enter(room)
    assert "As known in November 2026. Numbers change" in words(place)
    label = place.findChildren(SelectableNumber)[0]
    flags = label.textInteractionFlags()

    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_ones_own_person_comes_first_and_is_written_in_place(room: Furnished) -> None:
    room.models.settings.change(contact="Jo 0123")
    place = enter(room)
    field = place.findChild(ContactField)
    assert field is not None
    assert field.toPlainText() == "Jo 0123"
    first = place.findChildren(SelectableNumber)[0]
    assert field.mapTo(place, field.rect().topLeft()).y() < first.mapTo(place, first.rect().topLeft()).y()
    QTest.keyClicks(field, "also ")
    assert room.models.settings.current.contact == "also Jo 0123"


def test_back(room: Furnished, qtbot: QtBot) -> None:
    place = enter(room)
    with qtbot.waitSignal(place.back):
        next(button for button in place.findChildren(QPushButton) if button.text() == "Back").click()


def test_a_page_that_cannot_be_read_still_shows_ones_own_person(room: Furnished, tmp_path: Path) -> None:
    room.models = replace(room.models, pages=PagesModel(Pages(tmp_path), room.models.settings, lambda count: 0))
    place = enter(room)

    assert "help.yaml" in words(place)
    assert numbers(place) == []
    assert place.findChild(ContactField) is not None


def test_nothing_here_alarms(room: Furnished) -> None:
    said = words(enter(room))

    assert "!" not in said
    assert not [word for word in ("suicid", "warning", "danger:", "immediately") if word in said.lower()]


# case AX01, AX02
def test_everything_the_keyboard_reaches_has_a_name(room: Furnished) -> None:
    place = enter(room)
    reached = [
        widget
        for widget in place.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    names = [QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) for widget in reached]

    assert len(reached) > 3
    assert all(names), [widget for widget, name in zip(reached, names, strict=True) if not name]
