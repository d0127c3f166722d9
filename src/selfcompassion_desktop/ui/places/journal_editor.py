"""The right side of the journal: the page being written, when it was begun, and how it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ...core.journal import Entry
from ...models.bundle import Models
from ...models.journal import Keeping
from ..tokens import REACH
from ..widgets.buttons import IconButton, TextButton
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
        print_wanted: nothing; this page is to be printed.
        alone_wanted: bool; the page alone on the whole screen, or as it was.
    """

    list_wanted = Signal()
    revisions_wanted = Signal()
    exercises_wanted = Signal()
    print_wanted = Signal()
    alone_wanted = Signal(bool)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._alone = False
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
        self._inset: list[QHBoxLayout] = []
        album = Album(self._models.pictures, self)
        self.paper = Paper(self.tr("The page you are writing"), album=album)
        self.pictures = PagePictures(self.paper, self._models.pictures)
        self.spelling = PaperSpelling(self.paper, self._models.spelling)
        self.paper.set_hint(self.tr("Whatever is here"))
        self.hits = HitsStrip(self.paper)
        column.addLayout(self._build_head())
        self.origin = OriginLine(self._models, self)
        column.addLayout(self._in_column(self.origin))
        self._why = Words("")
        self._why.hide()
        column.addLayout(self._in_column(self._why))
        self.letter = LetterStrip(self._models, self)
        self.letter.closed.connect(self._models.journal.seal)
        column.addLayout(self._in_column(self.letter))
        self.prompt = PromptStrip(self._models.pages, self)
        column.addLayout(self._in_column(self.prompt))
        column.addSpacing(4)
        column.addWidget(self.paper, 1)
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
        """One row: what stands beside a page, or how a blank one may begin; all else in a menu at its end."""
        self.marks = MarksStrip(self._models, self)
        self.marks.left.connect(self.paper.setFocus)
        self._begin = QWidget()
        begin = QHBoxLayout(self._begin)
        begin.setContentsMargins(0, 0, 0, 0)
        begin.setSpacing(20)
        self.ask = TextButton(self.tr("A prompt"))
        self.ask.clicked.connect(self._on_ask)
        self.exercises = TextButton(self.tr("Exercises"))
        self.exercises.clicked.connect(self.exercises_wanted)
        for button in (self.ask, self.exercises):
            begin.addWidget(button)
        begin.addStretch(1)
        self.more = IconButton("more", self.tr("More for this page"), side=REACH)
        self.more.clicked.connect(lambda: self.more_menu.popup(self.more.mapToGlobal(self.more.rect().topLeft())))
        self._build_menu()
        holder = QWidget(self)
        foot = QGridLayout(holder)  # a drawer over the line is as wide as the page, and the menu stands in the line
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.marks, 0, 0)
        foot.addWidget(self._begin, 0, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.more, 0, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        return self._in_column(holder)

    def _build_menu(self) -> None:
        self.more_menu = menu = QMenu(self)
        menu.addAction(self.tr("A prompt"), self._on_ask)
        menu.addAction(self.tr("Exercises"), self.exercises_wanted.emit)
        menu.addAction(self.tr("A picture …"), self.pictures.choose)
        menu.addSeparator()
        self.revisions = menu.addAction(self.tr("Earlier versions"), self.revisions_wanted.emit)
        menu.addAction(self.tr("Print this page …"), self.print_wanted.emit)
        menu.addSeparator()
        self.away = menu.addAction(self.tr("Move to the bin"), self._models.journal.put_away)

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
        for part in (self._date, self.whole, self.more):
            part.setHidden(alone)
        self._alone = alone
        self._say_begin()

    def _say_begin(self) -> None:
        """How one may begin stands where, on a page that is kept, its marks do."""
        self._begin.setHidden(self._alone or self._models.journal.entry is not None)

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
        self._say_begin()

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
        self.more.setFixedHeight(self.ask.sizeHint().height())  # its dots stand level with the words
        side = column_margin(self.width())
        self.marks.set_room(self.width() - 2 * side, self.height(), self.more.sizeHint().width())
        for row in self._inset:
            row.setContentsMargins(side, 0, side, 0)
