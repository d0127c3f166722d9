"""Pages taken in from a file: what it holds is shown first, then it is taken in, and can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...models.bundle import Models
from ...models.mending import Backup
from ...models.taking_in import Batch, Looked
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.flow import FlowRow
from ..widgets.label import ProseLabel, QuietLabel, TitleLabel, Words
from ..widgets.notice import QuietNotice
from ..widgets.page import Page
from .journal_rows import whole_day

SHOWN = 6
"""How many reasons for leaving something out are told one by one."""
NAMED = 4
"""How many pieces are named with a reason."""
BATCHES = 6
"""How many earlier imports are shown."""


class JournalImport(QWidget):
    """One file at a time.

    Signals:
        done: nothing; back to where one was.
        journal_wanted: nothing; what was taken in is to be seen.
        backup_wanted: `Backup`; what was chosen is one, and is to be looked into.
    """

    done = Signal()
    journal_wanted = Signal()
    backup_wanted = Signal(object)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._path = Path()
        self._looked: Looked | None = None
        self._batch = ""
        self._backup: Backup | None = None
        self._build()
        self._connect()
        self._show("start")

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        page = Page(self.tr("Import"), self, widest=640, alone=True)
        self._back = TextButton(self.tr("Back"), icon_name="previous")
        self._back.clicked.connect(self._leave)
        page.add(self._back, after=4)
        page.column.setAlignment(self._back, Qt.AlignmentFlag.AlignLeft)
        page.heading(
            self.tr("Import"),
            under=self.tr("You see what a file holds before anything is changed, and an import can be undone."),
        )
        self.notice = QuietNotice()
        self.notice.acted.connect(self._on_acted)
        page.add(self.notice)
        self._parts = {
            "start": self._build_start(),
            "working": self._build_working(),
            "found": self._build_found(),
            "taken": self._build_taken(),
        }
        for part in self._parts.values():
            page.add(part, after=28)
        self._past = QWidget()
        self._rows = QVBoxLayout(self._past)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        page.add(self._past)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        QShortcut(QKeySequence("Esc"), self, self._leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_start(self) -> QWidget:
        part, column = _column()
        known = self.tr("An export of this program, or a file or folder of {programs}.")
        column.addWidget(Words(known.format(programs=self._models.taking_in.readable)))
        column.addWidget(QuietLabel(self.tr("It can also be dropped anywhere on the window.")))
        self.choose = PrimaryButton(self.tr("Choose a file …"))
        self.choose.clicked.connect(self._on_choose)
        self.choose_folder = QuietButton(self.tr("Choose a folder …"))
        self.choose_folder.clicked.connect(self._on_choose_folder)
        column.addWidget(FlowRow(self.choose, self.choose_folder))
        return part

    def _build_working(self) -> QWidget:
        part, column = _column()
        self._doing = Words("")
        column.addWidget(self._doing)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Done so far"))
        self.bar.setTextVisible(False)
        self.cancel = QuietButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self._models.taking_in.stop)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)
        return part

    def _build_found(self) -> QWidget:
        part, column = _column()
        self._title = TitleLabel("")
        self._numbers = ProseLabel("")
        self._days = QuietLabel("")
        self._refused = QuietLabel("")
        for label in (self._title, self._numbers, self._days, self._refused):
            column.addWidget(label)
        self.take = PrimaryButton(self.tr("Import"))
        self.take.clicked.connect(self._on_take)
        self.leave = QuietButton(self.tr("Leave it"))
        self.leave.clicked.connect(self._on_start)
        column.addWidget(FlowRow(self.take, self.leave))
        return part

    def _build_taken(self) -> QWidget:
        part, column = _column()
        self._brought = ProseLabel("")
        self._left = QuietLabel("")
        column.addWidget(self._brought)
        column.addWidget(self._left)
        self.finish = PrimaryButton(self.tr("To the journal"))
        self.finish.clicked.connect(self.journal_wanted)
        self.undo = QuietButton(self.tr("Undo this import"))
        self.undo.clicked.connect(lambda: self._on_undo(self._batch))
        self.another = QuietButton(self.tr("Another file"))
        self.another.clicked.connect(self._on_start)
        column.addWidget(FlowRow(self.finish, self.undo, self.another))
        return part

    def _connect(self) -> None:
        model = self._models.taking_in
        model.progressed.connect(self.bar.setValue)
        model.looked.connect(self._on_looked)
        model.taken.connect(self._on_taken)
        model.undone.connect(self._on_undone)
        model.backup_found.connect(self._on_backup)
        model.listed.connect(self._on_listed)
        model.stopped.connect(self._on_stopped)
        model.trouble.connect(self._on_trouble)

    # ------------------------------------------------------------------ going about

    def enter(self, path: Path | None = None) -> None:
        """Begin, with a file that was chosen already if there is one."""
        if self._models.taking_in.busy:
            return
        self._on_start()
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Look at what a file holds."""
        self._path = path
        self._work(self.tr("Looking at “{name}” …").format(name=path.name))
        self._models.taking_in.look(path)

    def _show(self, name: str) -> None:
        for each, part in self._parts.items():
            part.setVisible(each == name)
        self._past.setVisible(name == "start")
        self.setFocusProxy({"start": self.choose, "working": self.cancel, "found": self.take}.get(name, self.finish))
        self.setFocus()

    def _work(self, doing: str) -> None:
        self.notice.clear()
        self._backup = None
        self._doing.setText(doing)
        self.bar.setValue(0)
        self._show("working")

    @Slot()
    def _leave(self) -> None:
        """However it is left, leaving it ends what is under way."""
        self._models.taking_in.stop()
        self.done.emit()

    @Slot()
    def _on_start(self) -> None:
        self.notice.clear()
        self._show("start")
        self._models.taking_in.list_batches()

    @Slot()
    def _on_choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a file"), _documents())
        if file:
            self.open(Path(file))

    @Slot()
    def _on_choose_folder(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), _documents()):
            self.open(Path(folder))

    @Slot()
    def _on_take(self) -> None:
        self._work(self.tr("Importing “{name}” …").format(name=self._path.name))
        self._models.taking_in.take(self._path, self._looked)

    def _on_undo(self, batch: str) -> None:
        self.notice.clear()
        self._models.taking_in.undo(batch)

    @Slot()
    def _on_acted(self) -> None:
        if self._backup is not None:
            self.backup_wanted.emit(self._backup)

    # ------------------------------------------------------------------ what came of it

    @Slot(object)
    def _on_looked(self, looked: Looked) -> None:
        self._looked, weighed = looked, looked.weighed
        self._title.setText(f"{looked.title} · {self._path.name}")
        self._numbers.setText(self._counted(weighed.new, weighed.changed, weighed.same))
        days = ""
        if weighed.first and weighed.last:
            first, last = (whole_day(date.fromisoformat(day)) for day in (weighed.first, weighed.last))
            days = first if first == last else self.tr("from {first} to {last}").format(first=first, last=last)
        _say(self._days, days)
        _say(self._refused, "\n".join(self._left_out(looked)))
        more = weighed.new + weighed.changed
        self.take.setText(self.tr("Import {n}").format(n=_number(more)) if more else self.tr("Import"))
        self.take.setEnabled(bool(more))
        self._show("found")
        if not more:
            self.leave.setFocus()

    @Slot(object)
    def _on_taken(self, looked: Looked) -> None:
        weighed = looked.weighed
        self._batch = weighed.batch
        count = weighed.new + weighed.changed
        one = self.tr("It is in the journal.")
        more = self.tr("{n} are in the journal.")
        nothing = self.tr("All of it was here already.")
        self._brought.setText(one if count == 1 else more.format(n=_number(count)) if count else nothing)
        _say(self._left, "\n".join(self._left_out(looked)))
        self.undo.setVisible(bool(weighed.batch))
        self._show("taken")

    @Slot(int)
    def _on_undone(self, count: int) -> None:
        self._on_start()
        one = self.tr("Undone: one is as before. What you wrote on since stays.")
        more = self.tr("Undone: {n} are as before. What you wrote on since stays.")
        self.notice.say(one if count == 1 else more.format(n=_number(count)))

    @Slot(str, object)
    def _on_backup(self, name: str, backup: Backup) -> None:
        self._on_start()
        self._backup = backup
        told = self.tr("“{name}” is a backup of the whole journal. It can be looked into, and put back from there.")
        self.notice.say(told.format(name=name), self.tr("Look inside"))

    @Slot()
    def _on_stopped(self) -> None:
        self._on_start()
        self.notice.say(self.tr("Cancelled. Nothing was changed."))

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        self._on_start()
        self.notice.say(trouble.sentence)

    @Slot(object)
    def _on_listed(self, batches: list[Batch]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if batches:
            self._rows.addWidget(QuietLabel(self.tr("Imported before")))
        for batch in batches[:BATCHES]:
            self._rows.addWidget(self._row(batch))

    def _row(self, batch: Batch) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        day = whole_day(batch.taken.astimezone().date())
        told = f"{day} · {batch.name} · {self._counted(batch.added, batch.changed, 0)}"
        row.addWidget(Words(told), 1, Qt.AlignmentFlag.AlignVCenter)
        undo = TextButton(self.tr("Undo"))
        undo.setAccessibleName(self.tr("Undo the import of {name}").format(name=batch.name))
        undo.clicked.connect(lambda: self._on_undo(batch.id))
        row.addWidget(undo)
        return holder

    # ------------------------------------------------------------------ words

    def _counted(self, new: int, changed: int, same: int) -> str:
        told = [
            (new, self.tr("{n} new")),
            (changed, self.tr("{n} changed")),
            (same, self.tr("{n} here already")),
        ]
        found = [words.format(n=_number(count)) for count, words in told if count]
        return " · ".join(found) or self.tr("Nothing to import.")

    def _left_out(self, looked: Looked) -> list[str]:
        """What is not kept, by reason and by name; then what is to be known of the whole."""
        weighed = looked.weighed
        reasons: dict[str, list[str]] = {}
        for each in (*weighed.refused, *weighed.left):
            reasons.setdefault(each.why, []).append(each.where)
        lines = [self._reason(why, where) for why, where in list(reasons.items())[:SHOWN]]
        rest = sum(len(where) for where in list(reasons.values())[SHOWN:]) + weighed.more_refused
        if rest:
            lines.append(self.tr("{n} more").format(n=_number(rest)))
        if lines:
            lines[0] = self.tr("Not kept: {what}").format(what=lines[0])
        return [*lines, *looked.notes]

    def _reason(self, why: str, where: list[str]) -> str:
        named = ", ".join(where[:NAMED])
        if len(where) > NAMED:
            named = self.tr("{names} and {n} more").format(names=named, n=_number(len(where) - NAMED))
        return f"{named}. {why}"


def _column() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return part, column


def _say(label: QuietLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _number(count: int) -> str:
    return QLocale().toString(count)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
