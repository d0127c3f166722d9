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
from ..core.journal import Entry, Glimpse, Revision, opening_of
from ..core.search import Excerpts
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
    """Entries, newest first, held a page at a time; or the entries that a search found.

    Signals:
        loaded: nothing; the rows were read anew.
        trouble: `Trouble`; they could not be read.
    """

    loaded = Signal()
    trouble = Signal(object)

    def __init__(self, entries: Entries, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._tasks = tasks
        self._rows: list[Glimpse] = []
        self._complete = True
        self._fetching = False
        self._generation = 0
        self._anew = True
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
        self._tasks.run(
            lambda: self._entries.newest(PAGE, last),
            lambda rows: self._append(generation, rows),
            lambda trouble: self._fail(generation, trouble),
        )

    def show(self, query: str) -> None:
        """Show what `query` finds; everything where it is empty."""
        self.query = query
        self._anew = True
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the rows anew."""
        self._generation += 1
        self._fetching = True
        generation = self._generation
        self._tasks.run(
            lambda: self._find(generation),
            lambda rows: self._replace(generation, rows),
            lambda trouble: self._fail(generation, trouble),
        )

    def row_of(self, entry_id: str) -> int:
        """The row of an entry; -1 where it is not held."""
        return next((i for i, g in enumerate(self._rows) if g.id == entry_id), -1)

    def _find(self, generation: int) -> list[Glimpse]:
        """What the list is to show; runs on the task thread."""
        if generation != self._generation:
            return []  # the next letter was typed meanwhile: nobody waits for this search any more
        if self.query.strip():
            return self._entries.search(self.query, SEARCH_MOST)
        return self._entries.newest(PAGE, None)

    def put(self, entry: Entry) -> bool:
        """Show an entry as it is now; False where its row is not held."""
        row = self.row_of(entry.id)
        if row < 0:
            return False
        searching = bool(self.query.strip())
        snippet, marks = Excerpts(self.query).of(entry.body) if searching else (opening_of(entry.body), ())
        place = self._rows[row].place
        self._rows[row] = Glimpse(
            entry.id, entry.created, entry.local, entry.title, snippet, marks, entry.edited, place
        )
        self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def drop(self, entry_id: str) -> None:
        """Show an entry no more."""
        row = self.row_of(entry_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()

    def _replace(self, generation: int, rows: list[Glimpse]) -> None:
        if generation != self._generation:
            return  # an older search answers late
        self._fetching = False
        if self._anew or not self._join(rows):
            self._anew = False
            self.beginResetModel()
            self._rows = list(rows)
            self._complete = bool(self.query.strip()) or len(rows) < PAGE
            self.endResetModel()
        self.loaded.emit()

    def _join(self, rows: list[Glimpse]) -> bool:
        """Take over a first page that is the one held, or has one row more, and keep whatever is held below it.

        A list that is scrolled then stays where it is.
        """
        ids = [glimpse.id for glimpse in rows]
        held = [glimpse.id for glimpse in self._rows[: len(rows)]]
        at = next((i for i, (new, old) in enumerate(zip(ids, held, strict=False)) if new != old), len(held))
        more = 1 if ids[at + 1 :] == held[at : len(ids) - 1] and at < len(ids) and ids != held else 0
        if not more and ids != held:
            return False
        if len(rows) < PAGE and len(self._rows) + more != len(rows):
            return False
        if more:
            self.beginInsertRows(QModelIndex(), at, at)
            self._rows.insert(at, rows[at])
            self.endInsertRows()
        self._rows[: len(rows)] = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        return True

    def _fail(self, generation: int, trouble: Trouble) -> None:
        if generation == self._generation:
            self._fetching = False
            self._complete = True  # asked again by the next `reload`, not by each repaint
            self.trouble.emit(trouble)

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

    `text` is what was written last, `asked` what the store was last asked to keep, `kept` what it has kept;
    `away` tells that it belongs into the bin.

    Saves of one page run one after another on the task thread, which alone sets `entry`; so a second save
    can never make a second entry of the same page.
    """

    def __init__(self, entry: Entry | None = None, source: str = "") -> None:
        self.entry = entry
        self.source = source
        self.text = entry.body if entry else ""
        self.asked = self.text
        self.kept = self.text
        self.away = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ever written here."""
        return self.entry is None and not self.asked and not self.text.strip()

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
        self._finished = False
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
        if page.text != page.asked and not page.is_blank:
            self._journal.write_page(page)

    def finish(self) -> None:
        """Nothing more is written on this line."""
        self.save()
        self._finished = True
        if not self._page.text.strip():
            self._journal.bin_page(self._page)
        if self._page.text == self._page.kept or self._page.is_blank:
            self._leave()

    @Slot(object)
    def _on_kept(self, page: object) -> None:
        if page is self._page:
            self.kept.emit()
            if self._finished and self._page.text == self._page.kept:
                self._leave()

    def _leave(self) -> None:
        self._journal.page_kept.disconnect(self._on_kept)
        self.deleteLater()


class JournalModel(QObject):
    """The entry being written, and the list.

    A word is saved within a second of being typed. A save that fails leaves the text where it is, says why,
    and is tried again until it works, also when another page lies on the desk by then.

    Signals:
        opened: `Entry`, or None for a fresh page.
        keeping_changed: `Keeping`.
        trouble: `Trouble`; a text is not kept yet, or could not be read.
        listed: nothing; entries were added, changed or moved to the bin.
        binned: `Entry`, now in the bin.
        page_kept: the page that was saved, for the line that it may belong to.

    Attributes:
        why: the sentence that says why a text was last not kept.
    """

    opened = Signal(object)
    keeping_changed = Signal(object)
    trouble = Signal(object)
    listed = Signal()
    binned = Signal(object)
    page_kept = Signal(object)

    def __init__(
        self, entries: Entries, tasks: Tasks, parent: QObject | None = None, *, retry: int = RETRY
    ) -> None:
        super().__init__(parent)
        self._entries = entries
        self._tasks = tasks
        self._patience = retry
        self.list = EntryList(entries, tasks, self)
        self.keeping = Keeping.EMPTY
        self.why = ""
        self._page = _Page()
        self._read: Callable[[], str] | None = None
        self._asked = 0
        self._unkept: list[_Page] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._try_again)
        self.list.trouble.connect(self.trouble)

    @property
    def entry(self) -> Entry | None:
        """The entry on the desk; None while a fresh page has never been saved."""
        return self._page.entry

    @property
    def text(self) -> str:
        """What stands in the editor."""
        self._take_in()
        return self._page.text

    @property
    def all_kept(self) -> bool:
        """Whether nothing would be lost by closing now."""
        self._take_in()
        return not self._unkept and (self._page.text == self._page.kept or self._page.is_blank)

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
        waiting = next((p for p in self._unkept if p.entry is not None and p.entry.id == entry_id), None)
        if waiting is not None:  # its text is newer than what the store has
            self._lay(waiting)
            return
        self._tasks.run(lambda: self._entries.get(entry_id), lambda e: self._show(asked, e), self.trouble.emit)

    def edit(self, text: str) -> None:
        """The text is now this."""
        self.touch(lambda: text)

    def touch(self, read: Callable[[], str]) -> None:
        """The text has changed; `read` gives it, and is called when it is to be saved, not with each key.

        Args:
            read: called at the latest when another page is laid on the desk or the window closes.
        """
        self._read = read
        if self._page not in self._unkept:
            self._keep(Keeping.UNSAVED)
        # Started at the first unsaved word and not put off by the next ones: an unbroken flow is saved as well.
        if not self._timer.isActive():
            self._timer.start(AUTOSAVE)

    @Slot()
    def save(self) -> None:
        """Save now what is not saved yet."""
        self._timer.stop()
        self._take_in()
        page = self._page
        if page.is_blank:
            self._keep(Keeping.EMPTY)
        elif page.text == page.asked and page not in self._unkept:
            self._keep(self._standing(page))
        else:
            if page not in self._unkept:
                self._keep(Keeping.SAVING)
            self.write_page(page)

    def line(self, source: str) -> OneLine:
        """A line kept as an entry of its own, without disturbing what is being written."""
        return OneLine(self, source)

    def put_away(self) -> None:
        """Move what lies on the desk to the bin, where it stays for 30 days; a fresh page lies there then."""
        self.save()
        page = self._page
        self._lay(_Page())
        self.bin_page(page)

    def bin_page(self, page: _Page) -> None:
        """Move a page to the bin, as soon as what was written on it is kept."""
        page.away = True
        self._tasks.run(lambda: self._bin(page), self._on_binned, self.trouble.emit)

    def _bin(self, page: _Page) -> Entry | None:
        if page.entry is not None:
            self._entries.discard(page.entry.id)
        return page.entry

    def _on_binned(self, entry: Entry | None) -> None:
        if entry is not None:
            self.list.drop(entry.id)
            self.binned.emit(entry)
            self.listed.emit()

    def tidy(self) -> None:
        """Let go of what has lain in the bin for 30 days."""
        self._tasks.run(self._entries.purge, failed=self.trouble.emit)

    def restore(self, entry_id: str) -> None:
        """Take an entry out of the bin."""
        self._tasks.run(lambda: self._entries.restore(entry_id), lambda _: self._on_restored(), self.trouble.emit)

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
        self._keep(self._standing(page))
        self.opened.emit(page.entry)

    def _take_in(self) -> None:
        if self._read is not None:
            read, self._read = self._read, None
            self._page.text = read()

    def _standing(self, page: _Page) -> Keeping:
        if page.is_blank:
            return Keeping.EMPTY
        if page in self._unkept:
            return Keeping.NOT_KEPT
        return Keeping.KEPT if page.text == page.kept else Keeping.SAVING

    def _show(self, asked: int, entry: Entry) -> None:
        if asked == self._asked:  # else something else was opened meanwhile
            self._lay(_Page(entry))

    def write_page(self, page: _Page) -> None:
        """Store a page as it stands; trouble is told, and the page tried again until it is kept."""
        text = page.asked = page.text
        self._tasks.run(
            lambda: page.write(self._entries, text),
            lambda _: self._on_saved(page, text),
            lambda trouble: self._on_unkept(page, trouble),
        )

    def _on_saved(self, page: _Page, text: str) -> None:
        page.kept = text
        if page in self._unkept:
            self._unkept.remove(page)
            if page.away:  # the save that was late took it out again
                self.bin_page(page)
        if page is self._page and self._read is None and page.text == text:
            self._keep(Keeping.KEPT)
        self.page_kept.emit(page)
        if page.entry is not None and not self.list.put(page.entry) and not self.list.query.strip():
            self.list.reload()
        self.listed.emit()

    def _on_unkept(self, page: _Page, trouble: Trouble) -> None:
        self.why = trouble.sentence
        if page is self._page:
            self._keep(Keeping.NOT_KEPT)
        self._retry.start(self._patience)
        if page not in self._unkept:  # said once; the next tries are silent
            self._unkept.append(page)
            self.trouble.emit(trouble)

    @Slot()
    def _try_again(self) -> None:
        self._take_in()
        for page in list(self._unkept):
            self.write_page(page)

    def _on_restored(self) -> None:
        self.list.reload()
        self.listed.emit()

    def _keep(self, keeping: Keeping) -> None:
        if keeping is not self.keeping:
            self.keeping = keeping
            self.keeping_changed.emit(keeping)
