"""The journal: the list at the left, the entry being written at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
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

from ..core.errors import StoreShut, Trouble
from ..core.journal import EVERYTHING, NO_MARKS, Entry, Glimpse, Marks, Only, Revision, opening_of
from ..core.search import Excerpts
from ..store.entries import Entries
from .tasks import Tasks

Index = QModelIndex | QPersistentModelIndex

AUTOSAVE = 800
"""Milliseconds from the first unsaved keystroke to its save."""
RETRY = 5_000
"""Milliseconds until a save that failed is tried again."""
PAGE = 100
"""Rows that are read at once."""
PINNED = Only(pinned=True)
PINNED_MOST = 200
"""Pinned entries beyond these stand where they were written."""


class Role(IntEnum):
    """What a row of the list tells."""

    GLIMPSE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows that were read.

    Attributes:
        rows: what is shown.
        pinned: how many of them, from the top, are the group of pinned ones.
        last: the row that older ones follow; None where there is none.
        complete: whether no older ones are in the store.
    """

    rows: list[Glimpse]
    pinned: int = 0
    last: Glimpse | None = None
    complete: bool = True


class EntryList(QAbstractListModel):
    """Entries, held a page at a time: all of them, newest first under the pinned ones; or those that a search found,
    or that the list is narrowed to.

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
        self._last: Glimpse | None = None
        self._complete = True
        self._fetching = False
        self._generation = 0
        self._anew = True
        self.query = ""
        self.only = EVERYTHING
        self.pinned = 0

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
        generation, last = self._generation, self._last
        self._tasks.run(
            lambda: self._page(last),
            lambda rows: self._append(generation, rows),
            lambda trouble: self._fail(generation, trouble),
        )

    def show(self, query: str, only: Only = EVERYTHING) -> None:
        """Show what `query` finds, or everything where it is empty; of either, what `only` leaves."""
        self.query, self.only = query, only
        self._anew = True
        self.reload()

    @property
    def narrowed(self) -> bool:
        """Whether less than everything is asked for."""
        return bool(self.query.strip()) or self.only != EVERYTHING

    @Slot()
    def reload(self) -> None:
        """Read the rows anew."""
        self._generation += 1
        self._fetching = True
        generation = self._generation
        self._tasks.run(
            lambda: self._find(generation),
            lambda found: self._replace(generation, found),
            lambda trouble: self._fail(generation, trouble),
        )

    def row_of(self, entry_id: str) -> int:
        """The row of an entry; -1 where it is not held."""
        return next((i for i, g in enumerate(self._rows) if g.id == entry_id), -1)

    def _find(self, generation: int) -> _Found:
        """What the list is to show; runs on the task thread."""
        if generation != self._generation:
            return _Found([])  # the next letter was typed meanwhile: nobody waits for this search any more
        page = self._page(None)
        pinned = [] if self.narrowed else self._entries.newest(PINNED_MOST, only=PINNED)
        ids = {glimpse.id for glimpse in pinned}
        rows = pinned + [glimpse for glimpse in page if glimpse.id not in ids]
        return _Found(rows, len(pinned), page[-1] if page else None, len(page) < PAGE)

    def _page(self, after: Glimpse | None) -> list[Glimpse]:
        """The rows that follow `after`; runs on the task thread."""
        if self.query.strip():
            return self._entries.search(self.query, PAGE, after, self.only)
        return self._entries.newest(PAGE, after, self.only)

    def forget(self) -> None:
        """Hold nothing any more."""
        self._generation += 1
        self._fetching = False
        self.beginResetModel()
        self._rows, self._last, self._complete, self.pinned = [], None, True, 0
        self.query, self.only, self._anew = "", EVERYTHING, True
        self.endResetModel()

    def put(self, entry: Entry) -> bool:
        """Show an entry as it is now; False where its row is not held, or stands elsewhere from now on."""
        row = self.row_of(entry.id)
        if row < 0:
            return False
        searching = bool(self.query.strip())
        snippet, marks = Excerpts(self.query).of(entry.body) if searching else (opening_of(entry.body), ())
        held = self._rows[row]
        self._rows[row] = Glimpse(
            entry.id,
            entry.created,
            entry.local,
            entry.title,
            snippet,
            marks,
            entry.edited,
            held.place,
            entry.marks.pinned,
            entry.opens,
        )
        self.dataChanged.emit(self.index(row), self.index(row))
        return held.pinned == entry.marks.pinned

    def drop(self, entry_id: str) -> None:
        """Show an entry no more."""
        row = self.row_of(entry_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.pinned -= row < self.pinned
            self.endRemoveRows()

    def _replace(self, generation: int, found: _Found) -> None:
        if generation != self._generation:
            return  # an older search answers late
        self._fetching = False
        if self._anew or not self._join(found):
            self._anew = False
            self.beginResetModel()
            self._rows, self.pinned = list(found.rows), found.pinned
            self._last, self._complete = found.last, found.complete
            self.endResetModel()
        self.loaded.emit()

    def _join(self, found: _Found) -> bool:
        """Take over a first page that is the one held, or has one row more, and keep whatever is held below it.

        A list that is scrolled then stays where it is.
        """
        rows = found.rows
        ids = [glimpse.id for glimpse in rows]
        held = [glimpse.id for glimpse in self._rows[: len(rows)]]
        at = next((i for i, (new, old) in enumerate(zip(ids, held, strict=False)) if new != old), len(held))
        more = 1 if ids[at + 1 :] == held[at : len(ids) - 1] and at < len(ids) and ids != held else 0
        if not more and ids != held:
            return False
        if found.pinned != self.pinned or (found.complete and len(self._rows) + more != len(rows)):
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
        self._last = rows[-1] if rows else self._last
        group = {glimpse.id for glimpse in self._rows[: self.pinned]}
        more = [glimpse for glimpse in rows if glimpse.id not in group]
        if more:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._rows.extend(more)
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
    `away` tells that it belongs into the bin; `marking` is what the person set beside the text and is not kept yet.

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
        self.marking: Marks | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ever written here."""
        return self.entry is None and not self.asked and not self.text.strip()

    @property
    def is_kept(self) -> bool:
        """Whether text and marks are in the store as they stand."""
        return self.text == self.kept and self.marking is None

    def write(self, entries: Entries, text: str, marking: Marks | None = None) -> Entry:
        """Store `text`, and marks where they were changed; runs on the task thread."""
        if self.entry is None:
            self.entry = entries.add(text, self.source)
        elif text != self.entry.body:  # else a change made elsewhere would seem to be what lies on the desk
            self.entry = entries.save(self.entry.id, text, self.entry.revision)
        if marking is not None and marking != self.entry.marks:
            # The marks alone: a text that came from elsewhere meanwhile is still met by the next save.
            self.entry = replace(self.entry, marks=entries.mark(self.entry.id, marking).marks)
        return self.entry


class OneLine(QObject):
    """What is written elsewhere than in the journal: on Today, after a practice, after a break, in an exercise.

    It is kept as it is typed. A line that is emptied again leaves nothing behind but a page in the bin.

    Signals:
        kept: nothing; the line as it was saved last is in the journal.
        rested: nothing; a save was due, and there was nothing new to save.
    """

    kept = Signal()
    rested = Signal()

    def __init__(self, journal: JournalModel, source: str, entry: Entry | None = None) -> None:
        super().__init__(journal)
        self._journal = journal
        self._page = _Page(entry, source)
        self._read: Callable[[], str] | None = None
        self._finished = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save)
        journal.page_kept.connect(self._on_kept)

    @property
    def keeping(self) -> Keeping:
        """How it stands towards the store."""
        standing = self._journal.standing(self._page)
        return Keeping.UNSAVED if self._read is not None and standing is not Keeping.NOT_KEPT else standing

    def edit(self, text: str) -> None:
        """The line is now this."""
        self.touch(lambda: text)

    def touch(self, read: Callable[[], str]) -> None:
        """The line has changed; `read` gives it, and is called when it is to be saved, not with each key."""
        self._read = read
        if not self._timer.isActive():
            self._timer.start(AUTOSAVE)

    @Slot()
    def save(self) -> None:
        """Save now what is not saved yet."""
        self._timer.stop()
        page, read, self._read = self._page, self._read, None
        if read is not None:
            page.text = read()
        if page.text != page.asked and not page.is_blank:
            self._journal.write_page(page)
        elif read is not None:
            self.rested.emit()

    def finish(self) -> None:
        """Nothing more is written on this line."""
        self.save()
        self._finished = True
        if not self._page.text.strip():
            self._journal.bin_page(self._page)
        if self._page.text == self._page.kept or self._page.is_blank:
            self._leave()

    def move_to_desk(self) -> None:
        """Nothing more is written on this line: its page lies on the journal's desk from now on."""
        self.finish()
        self._journal.lay(self._page)

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
        marked: `Marks`; tags, feelings and what else stands beside the text were changed, by the person or by
            another page being laid on the desk.
        restored: nothing; an entry was taken out of the bin.
        sealed: `Entry`, now a letter that waits for its day.
        page_kept: the page that was saved, for the line that it may belong to.

    Attributes:
        why: the sentence that says why a text was last not kept.
    """

    opened = Signal(object)
    keeping_changed = Signal(object)
    trouble = Signal(object)
    listed = Signal()
    binned = Signal(object)
    marked = Signal(object)
    restored = Signal()
    sealed = Signal(object)
    page_kept = Signal(object)

    def __init__(self, entries: Entries, tasks: Tasks, parent: QObject | None = None, *, retry: int = RETRY) -> None:
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
        self._hidden: _Page | str | None = None
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
    def source(self) -> str:
        """Where the page on the desk came from, as an entry's `source`."""
        entry = self.entry
        return entry.source if entry is not None else self._page.source

    @property
    def marks(self) -> Marks:
        """What stands beside the text on the desk."""
        page = self._page
        return page.marking or (page.entry.marks if page.entry is not None else NO_MARKS)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        self._take_in()
        return self._page.text

    @property
    def all_kept(self) -> bool:
        """Whether nothing would be lost by closing now."""
        self._take_in()
        return not self._unkept and (self._page.is_kept or self._page.is_blank)

    def fresh(self, text: str = "", source: str = "") -> None:
        """A fresh page, perhaps with a first text on it. Nothing is stored before something is written."""
        self.lay(_Page(source=source))
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
            self.lay(waiting)
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
        """Save now what is not saved yet, here and on every line."""
        for line in self.findChildren(OneLine):
            line.save()
        self._timer.stop()
        self._take_in()
        page = self._page
        if page.is_blank:
            self._keep(Keeping.EMPTY)
        elif page.text == page.asked and page.marking is None and page not in self._unkept:
            self._keep(self.standing(page))
        else:
            if page not in self._unkept:
                self._keep(Keeping.SAVING)
            self.write_page(page)

    def mark(self, marks: Marks) -> None:
        """Set what stands beside the text on the desk, and keep it at once; nothing where there is no entry yet."""
        if self.entry is None or marks == self.marks:
            return
        self._page.marking = marks
        self.marked.emit(marks)
        self.save()

    def seal(self, opens: date) -> None:
        """Close what lies on the desk as a letter that opens on a day; a fresh page lies there then."""
        self._timer.stop()
        self._take_in()
        page = self._page
        if page.is_blank:
            return
        text, marking = page.text, page.marking
        self._tasks.run(
            lambda: self._seal(page, text, marking, opens), lambda e: self._on_sealed(page, text, e), self.trouble.emit
        )

    def _seal(self, page: _Page, text: str, marking: Marks | None, opens: date) -> Entry:
        entry = page.write(self._entries, text, marking)
        self._entries.seal(entry.id, opens)
        return replace(entry, opens=opens)

    def _on_sealed(self, page: _Page, text: str, entry: Entry) -> None:
        page.asked = page.kept = text
        page.marking = None
        if page in self._unkept:
            self._unkept.remove(page)
        if page is self._page:
            self.lay(_Page())  # a letter typed meanwhile is saved by this; the store takes it into the closed letter
        self.list.drop(entry.id)
        self.sealed.emit(entry)
        self.listed.emit()

    @Slot()
    def hide_away(self) -> None:
        """The store is locked: nothing that was read of it is held any more, but what could not be kept."""
        self._timer.stop()
        self._retry.stop()
        self._take_in()
        page = self._page
        if not (page.is_kept or page.is_blank) and page not in self._unkept:
            self._unkept.append(page)
        if page in self._unkept:
            self._hidden = page
        elif page.entry is not None:
            self._hidden = page.entry.id
        self.why = ""
        self._asked += 1
        self._page = _Page()
        self._keep(Keeping.EMPTY)
        self.opened.emit(None)
        self.marked.emit(NO_MARKS)
        self.list.forget()

    def bring_back(self) -> None:
        """The store is open again: the page that was hidden lies on the desk, and what was not kept is kept now."""
        hidden, self._hidden = self._hidden, None
        if self._unkept:
            self._try_again()
        if self._page.is_blank and isinstance(hidden, _Page):
            self.lay(hidden)
        elif self._page.is_blank and hidden:
            self.open(str(hidden))

    def line(self, source: str, entry: Entry | None = None) -> OneLine:
        """A line kept as an entry of its own, or going on with `entry`, without disturbing what is being written."""
        return OneLine(self, source, entry)

    def set_aside(self, entry_id: str) -> None:
        """Take an entry off the desk, saved as it stands: it is to be gone on with elsewhere."""
        if self.entry is not None and self.entry.id == entry_id:
            self.fresh()

    def attach(
        self,
        keep: Callable[[Callable[[], str]], str],
        done: Callable[[str], None],
        failed: Callable[[Trouble], None],
    ) -> None:
        """Have something kept with the entry on the desk, and its naming words put into the text.

        Args:
            keep: called aside with what gives the entry's id, and makes the entry where there is none yet.
            done: takes the words that `keep` returned, while the page still lies on the desk; else they are put
                at its end.
            failed: told why it could not be kept.
        """
        self.save()
        page = self._page

        def entry() -> str:
            return (page.entry or page.write(self._entries, page.text)).id

        self._tasks.run(lambda: keep(entry), lambda words: self._on_attached(page, words, done), failed)

    def _on_attached(self, page: _Page, words: str, done: Callable[[str], None]) -> None:
        if page is self._page:
            done(words)
        else:
            page.text = f"{page.text}\n\n{words}\n"
            self.write_page(page)

    def put_away(self) -> None:
        """Move what lies on the desk to the bin, where it stays for 30 days; a fresh page lies there then."""
        self.save()
        page = self._page
        self.lay(_Page())
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

    def lay(self, page: _Page) -> None:
        """Put a page on the desk; what lay there is saved first."""
        self.save()
        self._asked += 1
        self._page = page
        self._keep(self.standing(page))
        self.opened.emit(page.entry)
        self.marked.emit(self.marks)

    def _take_in(self) -> None:
        if self._read is not None:
            read, self._read = self._read, None
            self._page.text = read()

    def standing(self, page: _Page) -> Keeping:
        """How a page stands towards the store, as of its last save."""
        if page.is_blank:
            return Keeping.EMPTY
        if page in self._unkept:
            return Keeping.NOT_KEPT
        return Keeping.KEPT if page.is_kept else Keeping.SAVING

    def _show(self, asked: int, entry: Entry) -> None:
        if asked == self._asked:  # else something else was opened meanwhile
            self.lay(_Page(entry))

    def write_page(self, page: _Page) -> None:
        """Store a page as it stands; trouble is told, and the page tried again until it is kept."""
        text = page.asked = page.text
        marking = page.marking
        self._tasks.run(
            lambda: page.write(self._entries, text, marking),
            lambda _: self._on_saved(page, text, marking),
            lambda trouble: self._on_unkept(page, trouble),
        )

    def _on_saved(self, page: _Page, text: str, marking: Marks | None) -> None:
        page.kept = text
        if page.marking is marking:
            page.marking = None
        if page in self._unkept:
            self._unkept.remove(page)
            if page.away:  # the save that was late took it out again
                self.bin_page(page)
        if page is self._page and self._read is None and page.text == text and page.marking is None:
            self._keep(Keeping.KEPT)
        self.page_kept.emit(page)
        if page.entry is not None and not self.list.put(page.entry) and not self.list.query.strip():
            self.list.reload()
        self.listed.emit()

    def _on_unkept(self, page: _Page, trouble: Trouble) -> None:
        self.why = trouble.sentence
        if page is self._page:
            self._keep(Keeping.NOT_KEPT)
        if not isinstance(trouble, StoreShut):  # `bring_back` tries again, and no sooner
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
        self.restored.emit()
        self.list.reload()
        self.listed.emit()

    def _keep(self, keeping: Keeping) -> None:
        if keeping is not self.keeping:
            self.keeping = keeping
            self.keeping_changed.emit(keeping)
