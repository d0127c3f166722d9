"""The right side of the journal: the page being written, when it was begun, and how it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.journal import Entry
from ...models.bundle import Models
from ...models.journal import Keeping
from ..widgets.buttons import IconButton, TextButton
from ..widgets.flow import FlowLayout
from ..widgets.label import QuietLabel, Words
from .journal_album import Album
from .journal_hits import HitsStrip
from .journal_letters import LetterStrip
from .journal_marks import MarksStrip
from .journal_origin import OriginLine
from .journal_paper import Paper, column_margin
from .journal_pictures import PagePictures
from .journal_prompt import PromptStrip
from .journal_rows import letter_dates, wall, whole_date
from .journal_spelling import PaperSpelling
from .lock_button import LockButton


class JournalEditor(QWidget):
    """The page.

    Signals:
        list_wanted: nothing; asked for where list and page do not fit side by side.
        revisions_wanted: nothing.
        exercises_wanted: nothing; something to write along is asked for.
        alone_wanted: bool; the page alone on the whole screen, or as it was.
    """

    list_wanted = Signal()
    revisions_wanted = Signal()
    exercises_wanted = Signal()
    alone_wanted = Signal(bool)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._build()
        journal = models.journal
        self.paper.touched.connect(lambda: journal.touch(self.paper.text))
        journal.opened.connect(self._on_opened)
        journal.keeping_changed.connect(self._on_keeping)
        journal.page_kept.connect(self._say_date)
        self._on_opened(journal.entry)
        self._on_keeping(journal.keeping)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 28, 0, 16)
        column.setSpacing(12)
        self._inset: list[QHBoxLayout | FlowLayout] = []
        album = Album(self._models.pictures, self)
        self.paper = Paper(self.tr("The page you are writing"), album=album)
        self.pictures = PagePictures(self.paper, self._models.pictures)
        self.spelling = PaperSpelling(self.paper, self._models.spelling)
        self.paper.set_hint(self.tr("Whatever is here"))
        self.hits = HitsStrip(self.paper)
        column.addLayout(self._build_head())
        self._why = Words("")
        self._why.hide()
        column.addLayout(self._in_column(self._why))
        self.letter = LetterStrip(self._models)
        self.letter.closed.connect(self._models.journal.seal)
        column.addLayout(self._in_column(self.letter))
        self.prompt = PromptStrip(self._models.pages)
        column.addLayout(self._in_column(self.prompt))
        column.addSpacing(4)
        column.addWidget(self.paper, 1)
        self.origin = OriginLine(self._models)
        column.addLayout(self._in_column(self.origin))
        self.marks = MarksStrip(self._models)
        self.marks.left.connect(self.paper.setFocus)
        column.addLayout(self._in_column(self.marks))
        column.addLayout(self._build_foot())
        self.setFocusProxy(self.paper)

    def _build_head(self) -> QHBoxLayout:
        self.all_pages = TextButton(self.tr("All pages"), icon_name="previous")
        self.all_pages.clicked.connect(self.list_wanted)
        self.all_pages.hide()
        self._date = QuietLabel("")
        self._state = QuietLabel("")
        head = QHBoxLayout()
        head.setSpacing(16)
        self.leave = TextButton(self.tr("Leave full screen"), icon_name="previous")
        self.leave.clicked.connect(lambda: self.alone_wanted.emit(False))
        self.leave.hide()
        head.addWidget(self.leave, 1, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.all_pages)
        head.addWidget(self._date, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.hits)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(LockButton(self._models.lock, self))
        self.whole = IconButton("fullscreen", self.tr("The page on the whole screen"), side=32)
        self.whole.clicked.connect(lambda: self.alone_wanted.emit(True))
        head.addWidget(self.whole)
        self._inset.append(head)
        return head

    def _build_foot(self) -> QHBoxLayout:
        self._foot = holder = QWidget()
        foot = FlowLayout(holder, gap=24, rows=4)
        self.ask = TextButton(self.tr("A prompt"))
        self.ask.clicked.connect(self._on_ask)
        self.exercises = TextButton(self.tr("Exercises"))
        self.exercises.clicked.connect(self.exercises_wanted)
        self.revisions = TextButton(self.tr("Earlier versions"))
        self.revisions.clicked.connect(self.revisions_wanted)
        self.away = TextButton(self.tr("Move to the bin"))
        self.away.clicked.connect(self._models.journal.put_away)
        self.picture = TextButton(self.tr("A picture"))
        self.picture.clicked.connect(self.pictures.choose)
        for button in (self.ask, self.exercises, self.picture, self.revisions, self.away):
            foot.addWidget(button)
        return self._in_column(holder)

    def _in_column(self, widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(widget)
        self._inset.append(row)
        return row

    # ------------------------------------------------------------------ showing

    def set_alone(self, alone: bool) -> None:
        """Show the page and what has to be known about it, and nothing else; or everything again."""
        self.leave.setVisible(alone)
        self.origin.set_alone(alone)
        self.marks.set_alone(alone)
        self.letter.set_alone(alone)
        for part in (self._date, self.whole, self._foot):
            part.setHidden(alone)

    @Slot(object)
    def _on_opened(self, entry: Entry | None) -> None:
        self.paper.lay(self._models.journal.text)
        self.prompt.hide()
        self.letter.show_for(entry)
        self.origin.show_for(entry)
        self._say_date()

    @Slot()
    def _say_date(self) -> None:
        entry = self._models.journal.entry
        moment = wall(entry.local) if entry is not None else self._models.clock.now()
        self._date.setText((letter_dates(entry) if entry is not None else "") or whole_date(moment))
        self.revisions.setEnabled(entry is not None)

    @Slot(object)
    def _on_keeping(self, keeping: Keeping) -> None:
        self._state.setText(
            {
                Keeping.EMPTY: "",
                Keeping.KEPT: self.tr("Kept"),
                Keeping.UNSAVED: self.tr("Keeping…"),
                Keeping.SAVING: self.tr("Keeping…"),
                Keeping.NOT_KEPT: self.tr("Not kept yet"),
            }[keeping]
        )
        failed = keeping is Keeping.NOT_KEPT
        why = self._models.journal.why
        self._why.setText(self.tr("Not kept yet: {why}").format(why=why) if failed else "")
        self._why.setVisible(failed)
        self._state.setHidden(failed)
        self.away.setEnabled(keeping is not Keeping.EMPTY)

    @Slot()
    def _on_ask(self) -> None:
        self.prompt.ask()
        self.paper.setFocus()

    # ------------------------------------------------------------------ the look

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Head and foot keep to the column of the text."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        side = column_margin(self.width())
        self.marks.set_room(self.width() - 2 * side, self.height())
        for row in self._inset:
            row.setContentsMargins(side, 0, side, 0)
