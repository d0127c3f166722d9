"""The journal's pictures, as a page meets them: kept with its entry, read when they are seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from ..core.errors import Trouble
from ..core.pictures import LARGEST, Picture, PictureRefused, naming
from ..store.pictures import Pictures
from .journal import JournalModel
from .tasks import Tasks

T = TypeVar("T")


class PicturesModel(QObject):
    """Keeps pictures with the entry on the desk, and reads them aside.

    Signals:
        trouble: `Trouble`; a picture could not be kept.
    """

    trouble = Signal(object)

    def __init__(self, pictures: Pictures, journal: JournalModel, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._journal = journal
        self._tasks = tasks

    def add(self, name: str, read: Callable[[], bytes], done: Callable[[str], None]) -> None:
        """Keep a picture with the entry on the desk, and give `done` the words that name it in the text.

        Args:
            name: what it is called.
            read: gives the file's content; called aside, and may raise `Trouble`.
            done: not called where another page lies on the desk by then: the words are then put into their page.
        """

        def keep(entry: Callable[[], str]) -> str:
            content = read()
            small = self._pictures.shrunk(content)  # refused before an entry is made for it
            return naming(self._pictures.add(entry(), name, content, small), name)

        self._journal.attach(keep, done, self.trouble.emit)

    def add_file(self, path: str, done: Callable[[str], None]) -> None:
        """The same with a picture of a file, which stays where it is."""
        self.add(Path(path).name, lambda: _content(Path(path)), done)

    def read_small(self, picture: str, done: Callable[[bytes], None], failed: Callable[[Trouble], None]) -> None:
        """Give `done` the small version of a picture."""
        self._tasks.run(lambda: self._pictures.small(picture), done, failed)

    def read_whole(
        self, picture: str, make: Callable[[Picture], T], done: Callable[[T], None], failed: Callable[[Trouble], None]
    ) -> None:
        """Give `done` what `make`, called aside, makes of a picture."""
        self._tasks.run(lambda: make(self._pictures.whole(picture)), done, failed)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise PictureRefused(f"“{path.name}” cannot be opened; nothing was taken from it.") from None
