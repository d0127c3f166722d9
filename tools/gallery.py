"""Pictures of every widget in every state, in both sets of colours, for looking at them hard.

    python tools/gallery.py [build/gallery]

Runs without a screen. Also draws the sheet at 200 % text, at 900 px, and from right to left.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from selfcompassion_desktop.ui import icons
from selfcompassion_desktop.ui.theme import Theme, load_fonts, look
from selfcompassion_desktop.ui.widgets.breathing import BreathingForm, Emblem
from selfcompassion_desktop.ui.widgets.buttons import (
    IconButton,
    PrimaryButton,
    QuietButton,
    TextButton,
)
from selfcompassion_desktop.ui.widgets.caption import CaptionView
from selfcompassion_desktop.ui.widgets.card import Card, ChoiceCard
from selfcompassion_desktop.ui.widgets.caution import CautionText
from selfcompassion_desktop.ui.widgets.chips import ChipRow, ChipSet
from selfcompassion_desktop.ui.widgets.dots import DaysDots
from selfcompassion_desktop.ui.widgets.empty import EmptyState
from selfcompassion_desktop.ui.widgets.fields import DropDown, Field, NumberField, Radio, SearchField, Tick, TimeField
from selfcompassion_desktop.ui.widgets.label import (
    ElidedLabel,
    ProseLabel,
    QuietLabel,
    TitleLabel,
    Words,
)
from selfcompassion_desktop.ui.widgets.listing import (
    DATE_ROLE,
    MARKS_ROLE,
    SNIPPET_ROLE,
    TITLE_ROLE,
    EntryList,
)
from selfcompassion_desktop.ui.widgets.notice import QuietNotice
from selfcompassion_desktop.ui.widgets.page import Page
from selfcompassion_desktop.ui.widgets.rail import PLACES, Rail
from selfcompassion_desktop.ui.widgets.rating import RatingRow
from selfcompassion_desktop.ui.widgets.slider import (
    LengthSlider,
    SectionPart,
    SectionStrip,
    VolumeSlider,
)

ROOT = Path(__file__).resolve().parent.parent

ENGLISH = [
    ("pain", "I am in pain"),
    ("hard", "I am hard on myself"),
    ("care", "I am caring for someone"),
    ("settle", "I can’t settle"),
    ("shut", "I feel shut down"),
    ("rest", "I want to rest"),
]
GERMAN = [
    ("a", "Ich gehe hart mit mir ins Gericht"),
    ("b", "Selbstmitgefühlspausenerinnerung"),
    ("c", "Ich komme nicht zur Ruhe"),
]
ARABIC = [("a", "أنا أتألم"), ("b", "أقسو على نفسي"), ("c", "أرعى شخصًا آخر"), ("d", "أريد أن أستريح")]


class Entries(QAbstractListModel):
    """A few entries of a journal."""

    ROWS: tuple[tuple[str, str, str, list[tuple[int, int]]], ...] = (
        ("Today, 18:12", "What I would say to Jo, said to me if I could hear it", "", []),
        ("Today, 07:40", "Slept badly. A hand on my back helped, a little.", "", []),
        ("Mon 23", "Three things that were good", "the tea, the light on the wall, and Jo’s letter", [(26, 4)]),
        ("Sun 22", "Übergangsritualvorbereitungsbesprechungstermin", "ein langes Wort", []),
        ("Thu 19", "Письмо, закрытое до марта 🌿 Γράμμα 信", "Кириллица, ελληνικά, 漢字", []),
    )

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # type: ignore[override]
        return len(self.ROWS)

    def data(self, index: QModelIndex, role: int = 0) -> object:  # type: ignore[override]
        row = self.ROWS[index.row()]
        roles = {DATE_ROLE: row[0], TITLE_ROLE: row[1], SNIPPET_ROLE: row[2], MARKS_ROLE: row[3]}
        return roles.get(role)


def row(*widgets: QWidget) -> QWidget:
    """Widgets side by side."""
    held = QWidget()
    box = QHBoxLayout(held)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(12)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch(1)
    return held


def off(widget: QWidget) -> QWidget:
    """The widget, not usable."""
    widget.setEnabled(False)
    return widget


def suggestion() -> Card:
    """Today's suggestion."""
    card = Card()
    inside = QHBoxLayout()
    inside.setSpacing(28)
    inside.addWidget(Emblem(90))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addStretch(1)
    words.addWidget(TitleLabel("The critic and the kind voice"))
    words.addWidget(Words("Hearing what the harsh voice is afraid of, and letting a kinder one answer.", tone="quiet"))
    words.addWidget(QuietLabel("or: A kind hand · Enough as I am"))
    words.addStretch(1)
    inside.addLayout(words, 1)
    inside.addWidget(PrimaryButton("Begin"), 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(inside)
    return card


def two_cards() -> QWidget:
    """Two cards side by side, both pressed as a whole."""
    held = QWidget()
    grid = QGridLayout(held)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(20)
    for column, (over, title, under) in enumerate(
        (
            ("Two weeks with pain · day 6", "When pain flares", "A short practice, and one question."),
            ("One line for today", "", "Something that was a little kind…"),
        )
    ):
        card = ChoiceCard(title or over)
        card.body.addWidget(QuietLabel(over))
        if title:
            card.body.addWidget(TitleLabel(title))
            card.body.addWidget(Words(under, tone="quiet"))
        else:
            card.body.addWidget(ProseLabel(under, tone="quiet", italic=True))
        card.body.addStretch(1)
        grid.addWidget(card, 0, column)
    return held


def today() -> Page:
    """A page like Today."""
    page = Page("Today")
    page.heading("What do you need right now?", over="Wednesday evening")
    needs = ChipRow("What do you need right now?")
    needs.set_choices(ENGLISH)
    needs.set_value("hard")
    page.add(needs, after=12)
    lengths = ChipRow("How long?")
    lengths.set_choices([("3", "3 min"), ("8", "8 min"), ("15", "15 min"), ("until", "until 21:30")])
    lengths.set_value("8")
    page.add(lengths)
    page.add(suggestion())
    page.add(two_cards())
    dots = DaysDots()
    dots.set_days([i in (1, 4, 5, 9, 12) for i in range(14)])
    page.add(dots)
    return page


def controls() -> Page:
    """Buttons, chips, fields."""
    page = Page("Controls")
    page.heading("Controls", under="Everything one can press or write in, in each of its states.")
    checked = QuietButton("Chosen")
    checked.setCheckable(True)
    checked.setChecked(True)
    page.add(row(PrimaryButton("Begin"), QuietButton("In silence, with text"), checked, TextButton("Skip this")))
    page.add(row(off(PrimaryButton("Begin")), off(QuietButton("Take it along…")), off(TextButton("Skip this"))))
    page.add(
        row(
            PrimaryButton("Play", icon_name="play"),
            QuietButton("Full screen", icon_name="fullscreen"),
            IconButton("back15", "Back 15 seconds"),
            IconButton("pause", "Pause", primary=True, side=64),
            IconButton("forward15", "On 15 seconds"),
            IconButton("close", "Close"),
        )
    )
    for name, choices in (("German", GERMAN), ("Arabic", ARABIC)):
        chips = ChipSet(name)
        chips.set_choices(choices)
        chips.set_values(["b"])
        page.add(chips)
    combo = DropDown("Behind it")
    combo.addItems(["Soft rain", "Sea"])
    numbers = row(NumberField("Minutes"), TimeField("Until"))
    page.add(row(SearchField(), Field("Your name", hint="Your name"), combo, numbers))
    tick, tock = Tick("Rate before and after"), Radio("Follow the system")
    tick.setChecked(True)
    tock.setChecked(True)
    page.add(row(tick, Tick("Show the time left"), tock, Radio("Light")))
    text = QPlainTextEdit("You are tired, and you have been carrying this since spring.")
    text.setFixedHeight(80)
    page.add(text)
    return page


def practice() -> Page:
    """A page like a practice's, with a rating and a notice."""
    page = Page("Practice")
    page.heading("Soften, soothe, allow", under="Making room for a hard feeling where it lives in the body.")
    card = Card()
    slider = LengthSlider()
    slider.set_range(6, 20)
    slider.set_minutes(12.5)
    strip = SectionStrip()
    strip.set_parts(
        [
            SectionPart("Arriving", 60),
            SectionPart("Naming", 120),
            SectionPart("Softening", 150),
            SectionPart("Selbstmitgefühlsübung", 40),
            SectionPart("Allowing", 190, kept=False),
            SectionPart("Close", 60),
        ]
    )
    card.body.addWidget(slider)
    card.body.addSpacing(8)
    card.body.addWidget(strip)
    page.add(card)
    page.add(
        CautionText(
            "Choose something that troubles you a little, not the hardest thing. If it grows past what is "
            "bearable, open your eyes, feel your feet, and stop."
        )
    )
    rating = RatingRow("How overwhelmed are you now?")
    rating.set_value(3)
    page.add(rating)
    notice = QuietNotice()
    page.add(notice)
    notice.say("There is no sound at the moment. The practice goes on in text.", "Try again")
    page.add(row(VolumeSlider("Voice"), VolumeSlider("Rain"), VolumeSlider("Bell", icon_name="volume")))
    return page


def player() -> QWidget:
    """The player's middle."""
    held = QWidget()
    grid = QGridLayout(held)
    form, caption = BreathingForm(), CaptionView()
    form.set_playing(False)
    caption.set_lines(
        "You do not have to fix it.",
        "Let a hand rest where it hurts, as you would for someone you love.",
        "And let the breath come to it, or not.",
    )
    grid.addWidget(form, 0, 0)
    grid.addWidget(caption, 0, 0)
    return held


def journal() -> QWidget:
    """A list of entries, and an empty state."""
    held = QWidget()
    box = QHBoxLayout(held)
    box.setContentsMargins(18, 28, 18, 28)
    entries = EntryList("Entries")
    entries.setModel(Entries(entries))
    entries.setFixedWidth(300)
    entries.setCurrentIndex(entries.model().index(0, 0))
    box.addWidget(entries)
    box.addWidget(EmptyState("Nothing is written here yet. One line is plenty.", "Write a line"), 1)
    return held


def symbols() -> QWidget:
    """Every icon at 24 and 48 px, with its name."""
    held = QWidget()
    grid = QGridLayout(held)
    for index, name in enumerate(icons.NAMES):
        cell = QWidget()
        box = QVBoxLayout(cell)
        box.addWidget(row(_Drawn(name, 20), _Drawn(name, 48)))
        box.addWidget(ElidedLabel(name, size=13, tone="quiet"))
        grid.addWidget(cell, index // 7, index % 7)
    return held


class _Drawn(QWidget):
    def __init__(self, name: str, side: int) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(side, side)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        icons.paint_icon(painter, self._name, self.rect().toRectF(), QColor(look().palette.ink))


def with_rail(make: Callable[[], QWidget], place: str, labels: tuple[tuple[str, str], ...] = PLACES) -> QWidget:
    """A page beside the rail, as in the window."""
    held = QWidget()
    box = QHBoxLayout(held)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    rail = Rail(places=labels)
    rail.set_place(place)
    box.addWidget(rail)
    box.addWidget(make(), 1)
    return held


def shoot(widget: QWidget, path: Path, width: int, height: int, ratio: float = 1.0) -> None:
    """Paint a widget to a PNG."""
    widget.resize(width, height)
    widget.show()
    QApplication.processEvents()
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(look().palette.paper))
    widget.render(picture)
    picture.save(str(path))
    widget.hide()
    widget.deleteLater()


def focused(out: Path, name: str) -> None:
    """Where the ring stands after some steps with the Tab key."""
    for steps, make in (
        (2, controls),
        (9, controls),
        (14, controls),
        (1, practice),
        (2, practice),
        (8, today),
        (9, today),
    ):
        widget = with_rail(make, "practise")
        widget.resize(1200, 800)
        widget.show()
        widget.activateWindow()
        QApplication.processEvents()
        for _ in range(steps):
            QTest.keyClick(QApplication.focusWidget() or widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
        shoot(widget, out / f"focus-{make.__name__}-{steps}-{name}.png", 1200, 800)


def main() -> None:
    """Draw everything."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "gallery"
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_fonts(ROOT / "assets" / "fonts")
    QApplication.processEvents()
    theme = Theme(app)
    for name in ("light", "dark"):
        theme.apply("light" if name == "light" else "dark")
        for make, place in ((today, "today"), (controls, "settings"), (practice, "practise"), (journal, "journal")):
            shoot(with_rail(make, place), out / f"{make.__name__}-{name}.png", 1200, 800)
        shoot(player(), out / f"player-{name}.png", 1200, 640)
        shoot(symbols(), out / f"icons-{name}.png", 1200, 700, 1.5)
        focused(out, name)
    theme.apply("light")
    for make in (today, controls, practice):
        shoot(with_rail(make, "today"), out / f"{make.__name__}-900.png", 900, 600)
    shoot(with_rail(today, "today"), out / "today-hidpi.png", 1200, 800, 2.0)
    shoot(player(), out / "player-4k.png", 2560, 1200)
    theme.set_text_scale(200)
    for make in (today, controls, practice, journal):
        shoot(with_rail(make, "today"), out / f"{make.__name__}-200.png", 1400, 1600)
    for make in (today, practice):
        shoot(with_rail(make, "today"), out / f"{make.__name__}-200-900.png", 900, 600)
    theme.set_text_scale(100)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for make in (today, controls, practice, journal):
        shoot(with_rail(make, "today"), out / f"{make.__name__}-rtl.png", 1200, 800)


if __name__ == "__main__":
    main()
