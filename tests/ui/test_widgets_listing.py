"""A list of entries paints only the rows that are seen."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.listing import DATE_ROLE, MARKS_ROLE, SNIPPET_ROLE, TITLE_ROLE, EntryList


class Many(QAbstractListModel):
    """As many entries as one likes, which counts the rows that were asked for."""

    def __init__(self, count: int, marks: list[tuple[int, int]] | None = None) -> None:
        super().__init__()
        self._count = count
        self._marks = marks or []
        self.asked: Counter[int] = Counter()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return self._count

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        if role == TITLE_ROLE:
            self.asked[index.row()] += 1
        texts = {DATE_ROLE: "Mon 23", TITLE_ROLE: f"Entry {index.row()}", SNIPPET_ROLE: "the tea & the light"}
        return self._marks if role == MARKS_ROLE else texts.get(role)


def picture(entries: EntryList) -> QImage:
    made = QImage(entries.size(), QImage.Format.Format_ARGB32)
    entries.render(made)
    return made


def test_only_rows_in_sight_are_asked_for(theme: Theme, qtbot: QtBot) -> None:
    model, entries = Many(100_000), EntryList("Entries")
    qtbot.addWidget(entries)
    entries.setModel(model)
    entries.resize(300, 600)
    entries.show()
    picture(entries)
    assert 0 < len(model.asked) <= 12
    model.asked.clear()
    entries.scrollTo(model.index(50_000, 0), EntryList.ScrollHint.PositionAtTop)
    picture(entries)
    assert min(model.asked) == 50_000
    assert len(model.asked) <= 12


def test_rows_grow_with_the_text(theme: Theme, qtbot: QtBot) -> None:
    entries = EntryList("Entries")
    qtbot.addWidget(entries)
    entries.setModel(Many(3))
    small = entries.sizeHintForRow(0)
    theme.set_text_scale(200)
    assert entries.sizeHintForRow(0) > 1.7 * small


def test_what_was_searched_for_is_marked(theme: Theme, qtbot: QtBot) -> None:
    plain, marked = EntryList("Entries"), EntryList("Entries")
    pictures = []
    for entries, marks in ((plain, []), (marked, [(4, 3)])):
        qtbot.addWidget(entries)
        model = Many(1, marks)
        entries.setModel(model)
        entries.resize(300, 120)
        pictures.append(picture(entries))
    assert pictures[0] != pictures[1]


def test_the_row_the_keyboard_is_on_shows_it(theme: Theme, qtbot: QtBot) -> None:
    model, entries = Many(3), EntryList("Entries")
    qtbot.addWidget(entries)
    entries.setModel(model)
    entries.resize(300, 300)
    with qtbot.waitActive(entries):
        entries.show()
        entries.activateWindow()
    entries.setCurrentIndex(model.index(0, 0))
    entries.setFocus(Qt.FocusReason.MouseFocusReason)
    entries.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    by_mouse = picture(entries)
    entries.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, True)
    assert picture(entries) != by_mouse
