"""The journal: what was written at the left, the page at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...core.journal import Entry
from ...models.bundle import Models
from ..look import look
from ..widgets.notice import QuietNotice
from .journal_editor import JournalEditor
from .journal_letters import LETTER
from .journal_rows import whole_day
from .journal_side import JournalSide

TOGETHER = 600
"""From this width on, px at 100 %, list and page stand side by side."""


class JournalPlace(QWidget):
    """The journal.

    Signals:
        exercise_wanted: str; a written exercise is asked for, by its id.
        practice_wanted: str; a practice's page is asked for, by its id.
        import_wanted: nothing; pages from elsewhere are to be taken in.
        export_wanted: nothing; the journal is to be taken out.
        alone_wanted: bool; the page alone on the whole screen, or everything as it was.
    """

    exercise_wanted = Signal(str)
    practice_wanted = Signal(str)
    import_wanted = Signal()
    export_wanted = Signal()
    alone_wanted = Signal(bool)

    def __init__(self, models: Models, parent: QWidget | None = None, *, by_parts: bool = False) -> None:
        super().__init__(parent)
        self._models = models
        self._binned = ""
        self._listing = False
        self._solo = False
        self._others: dict[str, QWidget] = {}
        self._parts = self._build()
        self.whole = False
        if not by_parts:
            self.complete()

    def build_on(self) -> bool:
        """Make one part more; whether any may be left."""
        return next(self._parts, self) is not self

    def complete(self) -> None:
        """Make what is left of it."""
        while self.build_on():
            pass

    def shown(self) -> None:
        """The place is entered."""
        self.complete()
        self._hush()
        self._show_desk()
        self._models.journal.list.reload()
        self._models.days.recall()
        self._models.letters.look()

    # ------------------------------------------------------------------ building

    def _build(self) -> Iterator[None]:
        """Part by part: made all at once, it would keep the rest of the window waiting."""
        self.notice = QuietNotice()
        self._stack = QStackedWidget(self)
        self._desk = QWidget(self._stack)
        row = QHBoxLayout(self._desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._stack.addWidget(self._desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._over = QWidget(self)
        over = QVBoxLayout(self._over)
        over.setContentsMargins(12, 0, 12, 0)
        over.addSpacing(12)
        over.addWidget(self.notice)
        self._over.hide()
        self.notice.closed.connect(self._over.hide)
        column.addWidget(self._over)
        column.addWidget(self._stack, 1)
        yield
        self.side = JournalSide(self._models, self._desk)
        row.addWidget(self.side)
        yield
        self.editor = JournalEditor(self._models, self._desk)
        row.addWidget(self.editor, 1)
        yield
        self.setFocusProxy(self.editor)
        self._connect()
        self._add_keys()
        self.whole = True
        self._arrange()

    def _connect(self) -> None:
        journal = self._models.journal
        self.side.opened.connect(journal.open)
        self.side.fresh.connect(self._fresh)
        self.side.bin_wanted.connect(lambda: self.show_other("bin"))
        self.side.letter_wanted.connect(self._letter)
        self.side.import_wanted.connect(self.import_wanted)
        self.side.export_wanted.connect(self.export_wanted)
        self.editor.print_wanted.connect(self.print_page)
        self.side.left.connect(self._show_page)
        self.side.unwanted.connect(journal.put_away)
        self.side.list.activated.connect(self._show_page)
        self.side.list.clicked.connect(self._show_page)
        self.editor.list_wanted.connect(self._show_list)
        self.editor.revisions_wanted.connect(lambda: self.show_other("revisions"))
        self.editor.exercises_wanted.connect(lambda: self.show_other("exercises"))
        self.editor.origin.practice_wanted.connect(self.practice_wanted)
        self.editor.origin.exercise_wanted.connect(self.exercise_wanted)
        self.editor.alone_wanted.connect(self.alone_wanted)
        self.editor.pictures.said.connect(self._say)
        self.notice.acted.connect(self._take_back)
        journal.opened.connect(self._on_opened)
        journal.binned.connect(self._on_binned)
        journal.sealed.connect(self._on_sealed)
        self._models.letters.opened_early.connect(self._on_opened_early)

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+N", self._fresh),
            ("Ctrl+F", self._find),
            ("Ctrl+S", self._models.journal.save),
            ("Ctrl+P", self.print_page),
            ("Ctrl+M", self._by_day),
            ("Ctrl+D", self.editor.marks.toggle_pin),
            ("Ctrl+E", lambda: self.editor.marks.toggle("feelings")),
            ("Ctrl+T", lambda: self.editor.marks.toggle("tags")),
            ("Ctrl+G", lambda: self.editor.hits.step(1)),
            ("Ctrl+Shift+G", lambda: self.editor.hits.step(-1)),
            ("Ctrl+PgUp", lambda: self.side.step(-1)),
            ("Ctrl+PgDown", lambda: self.side.step(1)),
        ]
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_other(self, name: str) -> QWidget:
        if name == "bin":
            from .journal_bin import BinView

            view = BinView(self._models)
            view.done.connect(self._show_desk)
            view.restored.connect(self._on_restored)
            return view
        if name == "exercises":
            from .exercise_list import ExerciseList

            exercises = ExerciseList(self._models)
            exercises.done.connect(self._show_desk)
            exercises.chosen.connect(self.exercise_wanted)
            return exercises
        from .journal_revisions import RevisionsView

        revisions = RevisionsView(self._models)
        revisions.done.connect(self._show_desk)
        return revisions

    # ------------------------------------------------------------------ going about

    def show_other(self, name: str) -> None:
        """Show the bin ("bin"), the exercises or the earlier versions ("revisions") in place of list and page."""
        if name not in self._others:
            self._others[name] = self._make_other(name)
            self._stack.addWidget(self._others[name])
        self._hush()
        self._stack.setCurrentWidget(self._others[name])
        self._others[name].shown()  # type: ignore[attr-defined]  # each has it

    @Slot()
    def print_page(self) -> None:
        """Print what lies on the desk."""
        from .journal_print import print_page

        print_page(self._models, self)

    @Slot()
    def _show_desk(self) -> None:
        self._stack.setCurrentWidget(self._desk)
        (self.side.list if self._alone and self._listing else self.editor.paper).setFocus()

    @Slot()
    def _show_page(self) -> None:
        """Go to the page with the keyboard; alone where there is no room for the list."""
        self._listing = False
        self._arrange()
        self._show_desk()

    @Slot()
    def _show_list(self) -> None:
        self._listing = True
        self._arrange()
        self._stack.setCurrentWidget(self._desk)
        self.side.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _find(self) -> None:
        self._show_list()
        self.side.search.selectAll()

    @Slot()
    def _by_day(self) -> None:
        self._show_list()
        self.side.toggle_calendar()

    @Slot()
    def _fresh(self) -> None:
        self._models.journal.fresh()
        self._show_page()

    @Slot()
    def _letter(self) -> None:
        self._models.journal.fresh(source=LETTER)
        self._show_page()

    # ------------------------------------------------------------------ what happens to pages

    @Slot(object)
    def _on_sealed(self, entry: Entry) -> None:
        if entry.opens is not None and self.isVisible():
            self._binned = ""
            said = self.tr("The letter is closed until {day}.").format(day=whole_day(entry.opens))
            self.notice.say(said)
            self._over.show()
            self.editor.paper.setFocus()

    @Slot(object)
    def _on_opened_early(self, entry: Entry) -> None:
        self._models.journal.open(entry.id)
        self._show_page()

    @Slot(object)
    def _on_opened(self, entry: Entry | None) -> None:
        if entry is not None:
            self._hush()
        self.side.follow()
        self.editor.hits.show_for(self.side.sought)

    @Slot(object)
    def _on_binned(self, entry: Entry) -> None:
        if not self.isVisible():
            return  # a line that was emptied on another place
        self._binned = entry.id
        self.notice.say(self.tr("The page is in the bin, and stays there for 30 days."), self.tr("Take it back"))
        self._over.show()
        self.editor.paper.setFocus()

    @Slot(str)
    def _say(self, sentence: str) -> None:
        self.notice.say(sentence)
        self._over.show()

    def _hush(self) -> None:
        self.notice.clear()
        self._over.hide()

    @Slot()
    def _take_back(self) -> None:
        self._hush()
        self._models.journal.restore(self._binned)
        self._on_restored(self._binned)

    @Slot(str)
    def _on_restored(self, entry_id: str) -> None:
        self._models.journal.open(entry_id)
        self._show_page()

    # ------------------------------------------------------------------ the page alone

    def set_alone(self, alone: bool) -> None:
        """The page alone, where one was in it; or list and page as they were."""
        if alone != self._solo:
            self._solo = alone
            if alone:
                self._show_page()
            self.editor.set_alone(alone)
            self._arrange()
            self.editor.paper.setFocus()
            self.editor.paper.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the page that is alone."""
        if self._solo and event.key() == Qt.Key.Key_Escape:
            self.alone_wanted.emit(False)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ the look

    @property
    def _alone(self) -> bool:
        """Whether list and page are each a page of its own, for want of room."""
        return self.width() < look().px(TOGETHER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room; else one of the two."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text takes more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        if not self.whole:
            return
        wide = min(look().px(300 if self.width() >= look().px(900) else 236), self.width() * 2 // 5)
        self.side.setMinimumWidth(0 if self._alone else wide)
        self.side.setMaximumWidth(16_777_215 if self._alone else wide)
        self.editor.all_pages.setVisible(self._alone and not self._solo)
        self.side.setVisible((self._listing or not self._alone) and not self._solo)
        self.editor.setVisible(not self._listing or not self._alone or self._solo)
