"""Letters to oneself: closing the one being written, and those that wait or have come, as quiet lines."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ...core.journal import Entry, Glimpse, Letter
from ...core.months import month_moved
from ...models.bundle import Models
from ...models.journal import Keeping
from ..look import look
from ..tokens import FIELD_RADIUS
from ..widgets.buttons import IconButton, PrimaryButton, TextButton
from ..widgets.chips import ChipRow
from ..widgets.fields import DateField
from ..widgets.flow import FlowRow
from ..widgets.label import QuietLabel, Words
from ..widgets.paint import ground
from ..widgets.quiet_row import QuietRow
from .journal_rows import wall, whole_day

LETTER = "letter"
"""The source of a page that was begun as a letter."""
MONTHS = {"1": 1, "6": 6, "12": 12}
USUAL = "6"
SHOWN = 2
"""So many waiting letters are named; of more, only the first, and how many."""


class LetterStrip(QWidget):
    """Over a page that was begun as a letter: the day it opens, and closing it.

    Signals:
        closed: `date`; the letter is to be closed until then.
    """

    closed = Signal(object)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._away: str | None = None
        self._alone = False
        self.when = ChipRow(self.tr("When the letter opens"))
        self.when.set_choices(
            [
                ("1", self.tr("in a month")),
                ("6", self.tr("in half a year")),
                ("12", self.tr("in a year")),
                ("day", self.tr("on a day I choose")),
            ]
        )
        self.when.chosen.connect(self._say)
        self.day = DateField(self.tr("The day the letter opens"))
        self.day.dateChanged.connect(self._say)
        self.seal = PrimaryButton(self.tr("Close the letter"))
        self.seal.clicked.connect(self._on_seal)
        self.away = IconButton("close", self.tr("Leave it a page like the others"), side=32)
        self.away.clicked.connect(self._leave)
        self._words = QuietLabel("")
        head = QHBoxLayout()
        head.addWidget(Words(self.tr("A letter to yourself. When may it open?")), 1)
        head.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 10, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.when)
        column.addWidget(self._words)
        column.addWidget(FlowRow(self.day, self.seal))
        _grow(self)
        self.hide()
        models.journal.keeping_changed.connect(self._on_keeping)

    @property
    def opens(self) -> date:
        """The day chosen."""
        today = self._models.clock.now().date()
        if self.when.value in MONTHS:
            return month_moved(today, MONTHS[self.when.value])
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_for(self, entry: Entry | None) -> None:
        """Show for the page that lies on the desk now, if it was begun as a letter and never was one."""
        journal = self._models.journal
        wanted = journal.source == LETTER and (entry is None or (entry.opens is None and entry.id != self._away))
        if wanted and self.isHidden():
            tomorrow = self._models.clock.now().date() + timedelta(days=1)
            self.day.setDateRange(_qdate(tomorrow), QDate(9999, 12, 31))
            self.day.setDate(_qdate(tomorrow))
            self.when.set_value(USUAL)
            self._say()
        self.setVisible(wanted and not self._alone)

    def set_alone(self, alone: bool) -> None:
        """Hide while the page is alone on the screen."""
        self._alone = alone
        self.show_for(self._models.journal.entry)

    @Slot()
    def _say(self) -> None:
        self.day.setVisible(self.when.value == "day")
        says = self.tr(
            "It opens on {day}. Until then no list and no search shows what it says, and it stays yours to open sooner."
        )
        self._words.setText(says.format(day=whole_day(self.opens)))
        self._on_keeping()

    @Slot()
    def _on_keeping(self) -> None:
        self.seal.setEnabled(self._models.journal.keeping is not Keeping.EMPTY)

    @Slot()
    def _on_seal(self) -> None:
        self.closed.emit(self.opens)

    @Slot()
    def _leave(self) -> None:
        entry = self._models.journal.entry
        self._away = entry.id if entry is not None else ""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground a little apart from the paper."""
        ground(QPainter(self), QRectF(self.rect()), FIELD_RADIUS, QColor(look().palette.halo), None)


class LettersList(QWidget):
    """The letters that have come, and those that wait; of these nothing but their day.

    Signals:
        opened: str; a letter that has come is wanted, by its entry's id.
    """

    opened = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._all = False
        self._asked: Letter | None = None
        self._aside = False
        self.after: QWidget | None = None
        """What Tab leaves for the letters, which come and go."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.rows: list[QuietRow] = []
        self.question = self._build_question()
        self._column.addWidget(self.question)
        models.letters.changed.connect(self._show)
        _grow(self)
        self._show()

    def _build_question(self) -> QWidget:
        self._words = QuietLabel("")
        self.open = TextButton(self.tr("Open it now"))
        self.open.clicked.connect(self._on_open)
        self.wait = TextButton(self.tr("Let it wait"))
        self.wait.clicked.connect(self._on_wait)
        self.bin = TextButton(self.tr("Move it to the bin"))
        self.bin.clicked.connect(self._on_bin)
        question = QWidget()
        column = QVBoxLayout(question)
        column.setContentsMargins(10, 4, 10, 8)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addWidget(FlowRow(self.open, self.wait, self.bin, gap=12))
        question.hide()
        _grow(question)
        return question

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show(self) -> None:
        letters = self._models.letters
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        few = letters.waiting if self._all or len(letters.waiting) <= SHOWN else letters.waiting[:1]
        self.rows = [self._arrived(glimpse) for glimpse in letters.arrived]
        self.rows += [self._waiting(letter) for letter in few]
        if rest := len(letters.waiting) - len(few):
            more = QuietRow("letter", self.tr("{n} more letters wait").format(n=rest))
            more.clicked.connect(self._show_all)
            self.rows.append(more)
        before = self.after
        for at, row in enumerate(self.rows):
            self._column.insertWidget(at, row)
            if before is not None:
                QWidget.setTabOrder(before, row)
            before = row
        if self._asked not in letters.waiting:
            self._ask(None)
        self.setHidden(self._aside or not self.rows)

    def set_aside(self, aside: bool) -> None:
        """Make room for something else, or stand there again."""
        self._aside = aside
        self.setHidden(aside or not self.rows)

    def _arrived(self, glimpse: Glimpse) -> QuietRow:
        words = self.tr("A letter you wrote to yourself on {day} is here")
        row = QuietRow("letter", words.format(day=whole_day(wall(glimpse.local).date())))
        row.clicked.connect(lambda: self.opened.emit(glimpse.id))
        return row

    def _waiting(self, letter: Letter) -> QuietRow:
        words = self.tr("A letter to yourself, opens {day}").format(day=whole_day(letter.opens))
        row = QuietRow("letter", words)
        row.clicked.connect(lambda: self._ask(letter))
        return row

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self._show()

    # ------------------------------------------------------------------ opening sooner

    def _ask(self, letter: Letter | None) -> None:
        self._asked = letter
        self.question.setHidden(letter is None)
        for row in self.rows:  # the question needs their room, and says which letter it is about
            row.setHidden(letter is not None)
        if letter is not None:
            words = self.tr("You wrote it on {written}, for {opens}. It is yours: it can wait, or be opened now.")
            self._words.setText(
                words.format(written=whole_day(wall(letter.local).date()), opens=whole_day(letter.opens))
            )
            self.wait.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_open(self) -> None:
        if self._asked is not None:
            self._models.letters.open_early(self._asked)

    @Slot()
    def _on_bin(self) -> None:
        if self._asked is not None:
            self._models.letters.put_away(self._asked)

    @Slot()
    def _on_wait(self) -> None:
        self._ask(None)
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets a letter wait."""
        if event.key() == Qt.Key.Key_Escape and not self.question.isHidden():
            self._on_wait()
        else:
            super().keyPressEvent(event)


def _grow(widget: QWidget) -> None:
    """Let the height follow the width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
