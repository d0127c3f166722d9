"""The journal: the list at the left, the entry being written at the right."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from ..core.errors import Trouble
from ..core.journal import Entry, Glimpse, Revision
from ..store.entries import Entries
from .tasks import Tasks

Index = QModelIndex | QPersistentModelIndex

AUTOSAVE = 800
"""Milliseconds from the first unsaved keystroke to its save."""
RETRY = 5_000
"""Milliseconds until a save that failed is tried again."""
PAGE = 100
SEARCH_MOST = 200


class Role(IntEnum):
    """What a row of the list tells."""

    GLIMPSE = Qt.ItemDataRole.UserRole + 1


class EntryList(QAbstractListModel):
    """Entries, newest first, held a page at a time; or the entries that a search found."""

    def __init__(self, entries: Entries, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._tasks = tasks
        self._rows: list[Glimpse] = []
        self._complete = False
        self._fetching = False
        self._generation = 0
        self.query = ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are held so far."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's title, or its `Glimpse`."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        glimpse = self._rows[index.row()]
        if role == Role.GLIMPSE:
            return glimpse
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return glimpse.title
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older entries are in the store."""
        return not parent.isValid() and not self._complete and not self._fetching

    def fetchMore(self, parent: Index) -> None:
        """Hold one page more."""
        if not self.canFetchMore(parent):
            return
        self._fetching = True
        generation, last = self._generation, self._rows[-1] if self._rows else None
        self._tasks.run(lambda: self._entries.newest(PAGE, last), lambda rows: self._append(generation, rows))

    def show(self, query: str) -> None:
        """Show what `query` finds; everything where it is empty."""
        self.query = query
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the rows anew."""
        self._generation += 1
        generation, query = self._generation, self.query
        if query.strip():
            self._tasks.run(lambda: self._entries.search(query, SEARCH_MOST), lambda rows: self._replace(generation, rows, True))
        else:
            self._tasks.run(lambda: self._entries.newest(PAGE, None), lambda rows: self._replace(generation, rows, False))

    def row_of(self, entry_id: str) -> int:
        """The row of an entry; -1 where it is not held."""
        return next((i for i, g in enumerate(self._rows) if g.id == entry_id), -1)

    def _replace(self, generation: int, rows: list[Glimpse], complete: bool) -> None:
        if generation != self._generation:
            return  # an older search answers late
        self.beginResetModel()
        self._rows = list(rows)
        self._complete = complete or len(rows) < PAGE
        self._fetching = False
        self.endResetModel()

    def _append(self, generation: int, rows: list[Glimpse]) -> None:
        if generation != self._generation:
            return
        self._fetching = False
        self._complete = len(rows) < PAGE
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()


class Keeping(Enum):
    """How the text in the editor stands towards the store."""

    EMPTY = "empty"
    KEPT = "kept"
    UNSAVED = "unsaved"
    SAVING = "saving"
    NOT_KEPT = "not kept"


class _Page:
    """A page of paper: its text, and the entry it has become once it was first saved.

    Saves of one page run one after another on the task thread, which alone sets `entry`; so a second save
    can never make a second entry of the same page.
    """

    def __init__(self, entry: Entry | None = None, source: str = "") -> None:
        self.entry = entry
        self.source = source
        self.text = entry.body if entry else ""
        self.kept = self.text

    def write(self, entries: Entries, text: str) -> Entry:
        """Store `text`; runs on the task thread."""
        if self.entry is None:
            self.entry = entries.add(text, self.source)
        else:
            self.entry = entries.save(self.entry.id, text, self.entry.revision)
        return self.entry


class OneLine(QObject):
    """One line written elsewhere than in the journal: on Today, after a practice, after a break.

    It is kept as it is typed. A line that is emptied again leaves nothing behind but a page in the bin.

    Signals:
        kept: nothing; the line as it stands is in the journal.
    """

    kept = Signal()

    def __init__(self, journal: JournalModel, source: str) -> None:
        super().__init__(journal)
        self._journal = journal
        self._page = _Page(source=source)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save)
        journal.page_kept.connect(self._on_kept)

    def edit(self, text: str) -> None:
        """The line is now this."""
        self._page.text = text
        if not self._timer.isActive():
            self._timer.start(AUTOSAVE)

    @Slot()
    def save(self) -> None:
        """Save now what is not saved yet."""
        self._timer.stop()
        page = self._page
        if page.text != page.kept and (page.entry is not None or page.text.strip()):
            self._journal.write_page(page)

    def finish(self) -> None:
        """Nothing more is written on this line."""
        self.save()
        entry = self._page.entry
        if entry is not None and not self._page.text.strip():
            self._journal.discard(entry.id)
        self._journal.page_kept.disconnect(self._on_kept)
        self.deleteLater()

    @Slot(object)
    def _on_kept(self, page: object) -> None:
        if page is self._page:
            self.kept.emit()


class JournalModel(QObject):
    """The entry being written, and the list.

    A word is saved within a second of being typed. A save that fails leaves the text where it is, says why,
    and is tried again until it works, also when another page lies on the desk by then.

    Signals:
        opened: `Entry`, or None for a fresh page.
        keeping_changed: `Keeping`.
        trouble: `Trouble`; a text is not kept yet, or could not be read.
        listed: nothing; entries were added, changed or moved to the bin.
        page_kept: the page that was saved, for the line that it may belong to.
    """

    opened = Signal(object)
    keeping_changed = Signal(object)
    trouble = Signal(object)
    listed = Signal()
    page_kept = Signal(object)

    def __init__(self, entries: Entries, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._tasks = tasks
        self.list = EntryList(entries, tasks, self)
        self.keeping = Keeping.EMPTY
        self._page = _Page()
        self._asked = 0
        self._unkept: list[_Page] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._try_again)
        self.listed.connect(self.list.reload)

    @property
    def entry(self) -> Entry | None:
        """The entry on the desk; None while a fresh page has never been saved."""
        return self._page.entry

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self._page.text

    @property
    def all_kept(self) -> bool:
        """Whether nothing would be lost by closing now."""
        return not self._unkept and self._page.text == self._page.kept

    def fresh(self, text: str = "", source: str = "") -> None:
        """A fresh page, perhaps with a first text on it. Nothing is stored before something is written."""
        self._lay(_Page(source=source))
        if text:
            self.edit(text)
            self.opened.emit(None)

    def open(self, entry_id: str) -> None:
        """Open an entry; what was being written is saved first."""
        if self.entry is not None and self.entry.id == entry_id:
            return
        self.save()
        self._asked += 1
        asked = self._asked
        self._tasks.run(lambda: self._entries.get(entry_id), lambda e: self._show(asked, e), self.trouble.emit)

    def edit(self, text: str) -> None:
        """The text is now this."""
        if text == self._page.text:
            return
        self._page.text = text
        self._keep(Keeping.UNSAVED)
        # Started at the first unsaved word and not put off by the next ones: an unbroken flow is saved as well.
        if not self._timer.isActive():
            self._timer.start(AUTOSAVE)

    @Slot()
    def save(self) -> None:
        """Save now what is not saved yet."""
        self._timer.stop()
        page = self._page
        if page.text == page.kept:
            return
        if page.entry is None and not page.text.strip():
            self._keep(Keeping.EMPTY)
            return
        self._keep(Keeping.SAVING)
        self.write_page(page)

    def line(self, source: str) -> OneLine:
        """A line kept as an entry of its own, without disturbing what is being written."""
        return OneLine(self, source)

    def discard(self, entry_id: str) -> None:
        """Move an entry to the bin, where it stays for 30 days."""
        self.save()
        if self.entry is not None and self.entry.id == entry_id:
            self._lay(_Page())
        self._change(lambda: self._entries.discard(entry_id))

    def restore(self, entry_id: str) -> None:
        """Take an entry out of the bin."""
        self._change(lambda: self._entries.restore(entry_id))

    def read_bin(self, done: Callable[[list[Glimpse]], None]) -> None:
        """Give `done` what lies in the bin."""
        self._tasks.run(self._entries.binned, done, self.trouble.emit)

    def read_revisions(self, entry_id: str, done: Callable[[list[Revision]], None]) -> None:
        """Give `done` the revisions of an entry, newest first."""
        self._tasks.run(lambda: self._entries.revisions(entry_id), done, self.trouble.emit)

    def take_up(self, revision: Revision) -> None:
        """Put an earlier version back as the newest one; the version it replaces stays a revision too."""
        self.save()
        self.edit(revision.body)
        self.save()
        self.opened.emit(self.entry)

    def _lay(self, page: _Page) -> None:
        self.save()
        self._asked += 1
        self._page = page
        self._keep(Keeping.KEPT if page.entry else Keeping.EMPTY)
        self.opened.emit(page.entry)

    def _show(self, asked: int, entry: Entry) -> None:
        if asked == self._asked:  # else something else was opened meanwhile
            self._lay(_Page(entry))

    def write_page(self, page: _Page) -> None:
        """Store a page as it stands; trouble is told, and the page tried again until it is kept."""
        text = page.text
        self._tasks.run(
            lambda: page.write(self._entries, text),
            lambda _: self._on_saved(page, text),
            lambda trouble: self._on_unkept(page, trouble),
        )

    def _on_saved(self, page: _Page, text: str) -> None:
        page.kept = text
        if page in self._unkept:
            self._unkept.remove(page)
        if page is self._page and page.text == text:
            self._keep(Keeping.KEPT)
        self.page_kept.emit(page)
        self.listed.emit()

    def _on_unkept(self, page: _Page, trouble: Trouble) -> None:
        if page not in self._unkept:
            self._unkept.append(page)
        if page is self._page:
            self._keep(Keeping.NOT_KEPT)
        self._retry.start(RETRY)
        self.trouble.emit(trouble)

    @Slot()
    def _try_again(self) -> None:
        for page in list(self._unkept):
            self.write_page(page)

    def _change(self, work: Callable[[], object]) -> None:
        self._tasks.run(work, lambda _: self.listed.emit(), self.trouble.emit)

    def _keep(self, keeping: Keeping) -> None:
        if keeping is not self.keeping:
            self.keeping = keeping
            self.keeping_changed.emit(keeping)
