"""Whatever a person chose to take in: our own file, another program's, or a backup, told by what is in it.

No Qt here: the terminal takes in by the same door as the window.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from ..content.interchange import READABLE, read
from ..content.interchange.own import Document, own_in
from ..core.errors import StoreDamaged, StoreNewer, StoreTrouble, Trouble
from ..core.ports.clock import Clock
from ..core.settings import Settings
from ..core.settings import read as read_settings
from ..core.takeout import FORMAT, Progress
from ..store.backups import Backups
from ..store.database import Database
from ..store.importing import Batch, Importing, Weighed
from ..store.settings_file import SettingsFile
from ..store.standing import Standing, is_plain, standing
from ..store.whole import Whole

__all__ = ["READABLE", "Intake", "IsBackup", "Looked"]

OWN = "Self-Compassion"
"""What our own format is called for a person."""
BEFORE = "before-import"
"""The reason of the backup that is made of what is here first."""
LOOK = 0.3
"""Which part of the time goes by until one of our own files was looked through."""


class IsBackup(Trouble):
    """What was chosen is a backup of the whole store: it is restored, and not taken in.

    Attributes:
        name: what was chosen.
        path: the backup; one that was chosen in a zip lies among the others now.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(
            f"“{name}” is a backup of the whole journal. Restore it, or bring single entries back out of it;"
            " taking it in is for other files."
        )
        self.name = name
        self.path = path


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds, against what is here; or what was taken in of it.

    Attributes:
        format: "selfcompassion-journal", "day-one" and so on.
        title: the same for a person.
        weighed: the numbers.
        notes: sentences on the whole, such as on pictures that are missing.
        settings: what the person had set there, where nothing was set here yet.
    """

    format: str
    title: str
    weighed: Weighed
    notes: tuple[str, ...] = ()
    settings: Settings | None = field(default=None, repr=False)

    @property
    def pieces(self) -> int:
        """How many there are in all."""
        weighed = self.weighed
        refused = len(weighed.refused) + weighed.more_refused
        return weighed.new + weighed.changed + weighed.same + refused


class Intake:
    """Looks at files, takes them in, and undoes it. Safe from any thread.

    Every method raises `StoreTrouble` when the store cannot be read or written; it is then as it was.
    """

    def __init__(
        self,
        database: Database,
        importing: Importing,
        whole: Whole,
        backups: Backups,
        settings: SettingsFile,
        clock: Clock,
    ) -> None:
        self._database = database
        self._importing = importing
        self._whole = whole
        self._backups = backups
        self._settings = settings
        self._clock = clock

    def look(self, path: Path, progress: Progress = lambda part: True) -> Looked:
        """What taking it in would do; nothing is changed by it.

        Raises:
            Cancelled: when `progress` says so.
            IsBackup: when it is a backup.
            Trouble: when it cannot be read, or is nothing that is known here.
        """
        return self._follow(path, progress, None, taking=False)

    def take(self, path: Path, progress: Progress = lambda part: True, looked: Looked | None = None) -> Looked:
        """Take in what is new or changed, all of it or nothing, after a backup of what is here.

        Args:
            path: the file or folder.
            progress: told how far it is.
            looked: what a look found in it, so that `progress` is told by pieces and not by bytes.

        Raises:
            Cancelled: when `progress` says so; nothing is taken in.
            IsBackup: when it is a backup.
            Trouble: when it cannot be read, or is nothing that is known here; nothing is taken in.
        """
        return self._follow(path, progress, looked, taking=True)

    def batches(self) -> list[Batch]:
        """What was taken in and not undone, the latest first."""
        return self._importing.batches()

    def undo(self, batch: str) -> int:
        """Take out again what came with one import; returns how many pieces that were. What was written on since stays.

        Raises:
            NotThere: when there is no such import.
        """
        own = any(each.id == batch and each.format == FORMAT for each in self.batches())
        if not own:
            return self._importing.undo(batch)
        undone = self._whole.undo(batch)
        return undone.gone + undone.back

    def _follow(self, path: Path, progress: Progress, looked: Looked | None, taking: bool) -> Looked:
        if backup := self._backup_in(path):
            raise IsBackup(path.name, backup)
        place = own_in(path)
        if place is None:
            return self._follow_other(path, progress, looked, taking)
        document = Document(place, lambda part: progress(LOOK * part))

        def onwards(part: float) -> bool:
            return progress(LOOK + (1 - LOOK) * part)

        if not taking:
            return Looked(FORMAT, OWN, self._whole.weigh(document, onwards))
        self._back_up()
        weighed = self._whole.take(document, path.name, onwards)
        return Looked(FORMAT, OWN, weighed, settings=self._settings_of(document))

    def _follow_other(self, path: Path, progress: Progress, looked: Looked | None, taking: bool) -> Looked:
        done, total = 0, looked.pieces if looked else 0
        with read(path, self._clock.now().tzinfo or UTC) as reading:

            def go_on() -> bool:
                nonlocal done
                done += 1
                return progress(min(1.0, done / total) if total else reading.progress())

            if taking:
                self._back_up()
                turns_at = self._settings.load()[0].day_turns_at
                weighed = self._importing.take(reading.format, path.name, reading.pieces, go_on, turns_at)
            else:
                weighed = self._importing.weigh(reading.format, reading.pieces, go_on)
            return Looked(reading.format, reading.title, weighed, tuple(reading.notes))

    def _settings_of(self, document: Document) -> Settings | None:
        """What the person had set there, where there is nothing that they set here."""
        if self._settings.path.exists() or not document.head.settings:
            return None
        return read_settings(document.head.settings)[0]

    def _back_up(self) -> None:
        with self._database.read() as connection:
            empty = connection.execute("SELECT NOT EXISTS (SELECT 1 FROM entry)").fetchone()[0]
        if not empty:
            self._backups.make(BEFORE)
            self._backups.prune()

    def _backup_in(self, path: Path) -> Path | None:
        """The backup that was chosen; one in a zip is laid among the others first."""
        if not path.is_file():
            return None
        if zipfile.is_zipfile(path):
            try:
                unpacked = self._backups.unpack(path)
            except StoreDamaged:
                return None  # another program's database
            return unpacked.path if unpacked else None
        plain = _is_plain(path)
        if not plain and path.suffix.lower() != ".db":
            return None  # SQLCipher would write on the terminal that it cannot read it
        try:
            with self._database.opened_copy(path, whole=False) as copy:
                ours = copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'revision'").fetchone()
                return path if ours else None
        except StoreNewer:
            raise
        except StoreTrouble:
            if not plain and standing(path) is Standing.KEYLESS:
                raise
            return None


def _is_plain(path: Path) -> bool:
    try:
        return is_plain(path)
    except OSError:
        return False  # whoever reads it says why it cannot be read
