"""Taking part in a study, as the page of it shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ..core.research import Form
from .research import Part, Preview, Research
from .tasks import Tasks


class StudiesModel(QObject):
    """One study at a time.

    Signals:
        changed: nothing; the study, or how the person stands to it, was read anew.
        looked: nothing; `preview` is there to be looked at.
        written: str; what was looked at stands in that file.
        trouble: `Trouble`.

    Attributes:
        part: the study and how the person stands to it; None before `enter`, and while the store is locked.
        preview: what would leave; None until it is asked for, and whenever the consent changes.
    """

    changed = Signal()
    looked = Signal()
    written = Signal(str)
    trouble = Signal(object)

    def __init__(self, research: Research, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._research = research
        self._tasks = tasks
        self._id = ""
        self.part: Part | None = None
        self.preview: Preview | None = None

    def enter(self, course_id: str) -> None:
        """Read the study of a course; `changed` follows."""
        self._id = course_id
        self.part = self.preview = None
        self._read(lambda: self._research.part(course_id))

    def agree(self, purposes: Sequence[str]) -> None:
        """Agree to these purposes, and to no other; `changed` follows."""
        course_id, wished = self._id, tuple(purposes)
        self._read(lambda: self._research.agree(course_id, wished))

    def withdraw(self) -> None:
        """Withdraw; `changed` follows."""
        course_id = self._id
        self._read(lambda: self._research.withdraw(course_id))

    def look(self, form: Form) -> None:
        """Make what would leave, to be looked at; `looked` follows."""
        course_id = self._id

        def show(preview: Preview) -> None:
            if course_id == self._id and self.part is not None:
                self.preview = preview
                self.looked.emit()

        self._tasks.run(lambda: self._research.preview(course_id, form), show, self.trouble.emit)

    def write(self, file: str) -> None:
        """Write what was looked at, and nothing else; `written` follows."""
        preview = self.preview
        if preview is not None:
            self._tasks.run(
                lambda: self._research.write(preview, Path(file)),
                lambda _: self.written.emit(file),
                self.trouble.emit,
            )

    @Slot()
    def forget(self) -> None:
        """The store is locked: hold nothing of it."""
        self._id = ""
        self.part = self.preview = None
        self.changed.emit()

    def _read(self, work: Callable[[], Part]) -> None:
        course_id, self.preview = self._id, None

        def show(part: Part) -> None:
            if course_id == self._id:
                self.part, self.preview = part, None
                self.changed.emit()

        self._tasks.run(work, show, self.trouble.emit)
