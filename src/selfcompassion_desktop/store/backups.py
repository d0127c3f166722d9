"""Backups beside the store: the newest of each of 7 days, 4 weeks and 12 months, and the newest made for a reason.

Days, weeks and months are those that have a backup: whoever opens the program once a month keeps as many.
"""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..core.ports.clock import Clock
from . import troubles
from .database import Database
from .disk import Disk
from .files import make_private_file, make_private_folder
from .transcript import clear

DAILY = "daily"
"""The reason of a backup that nobody asked for."""
KEPT: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (7, lambda made: made.date()),
    (4, lambda made: made.isocalendar()[:2]),
    (12, lambda made: (made.year, made.month)),
)
KEPT_FOR_A_REASON = 5
UNPACKED = "unpacked"
"""The reason of a backup that came in a zip."""

_NAME = re.compile(r".+-(\d{4}-\d{2}-\d{2}T\d{6})-([a-z0-9-]+)\.db")
_MOMENT = "%Y-%m-%dT%H%M%S"
_MANGLED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What Python raises on a zip that somebody mangled, or on one with a password."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup.

    Attributes:
        path: a whole store that opens by itself.
        made: the wall time it was made, as its name tells it.
        reason: "daily", "asked", "before-import", ...
        size: bytes.
    """

    path: Path
    made: datetime
    reason: str
    size: int


class Backups:
    """Makes, lists and lets go of backups in one folder. Safe from any thread."""

    def __init__(self, database: Database, folder: Path, clock: Clock) -> None:
        self._database = database
        self._folder = folder
        self._clock = clock

    def list(self) -> list[Backup]:
        """The backups, newest first; other files in the folder are passed over.

        Raises:
            StoreTrouble: when the folder cannot be read.
        """
        try:
            files = [(path, path.stat().st_size) for path in self._folder.glob("*.db")]
        except OSError as error:
            raise troubles.of_system(error, self._folder) from error
        found = [backup for path, size in files if (backup := _backup(path, size))]
        return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)

    def make(self, reason: str = DAILY) -> Path:
        """Make a backup now; `reason` is small letters and hyphens.

        Raises:
            StoreTrouble: when it could not be made; nothing half-made is left.
        """
        try:
            make_private_folder(self._folder)
        except OSError as error:
            raise troubles.of_system(error, self._folder / "backup") from error
        moment = self._clock.now().strftime(_MOMENT)
        path = self._folder / f"{self._database.path.stem}-{moment}-{reason}.db"
        self._database.backup_to(path)
        return path

    def unpack(self, archive: Path) -> Backup | None:
        """Lay a backup that somebody zipped among the others, encrypted as the store is; None where there is none.

        Raises:
            StoreTrouble: when there is one that cannot be read, or there is no room.
        """
        self._database.open()  # only an open store tells how it is encrypted
        moment = self._clock.now().strftime(_MOMENT)
        path = self._folder / f"{self._database.path.stem}-{moment}-{UNPACKED}.db"
        taken = path.with_name(f"{path.name}.taken")
        try:
            with troubles.told(path), zipfile.ZipFile(archive) as opened:
                stores = [name for name in opened.namelist() if name.lower().endswith(".db")]
                if len(stores) != 1:
                    return None
                make_private_folder(self._folder)
                make_private_file(taken)
                with opened.open(stores[0]) as source, taken.open("wb") as target:
                    shutil.copyfileobj(source, target)
            with self._database.opened_copy(taken) as copy:
                if not copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'revision'").fetchone():
                    return None
            self._database.copy_as_this(taken, path)
        except _MANGLED:
            return None
        finally:
            clear(taken, Disk())
        return backup_at(path)

    def due(self, now: datetime) -> bool:
        """Whether none was made on this day of the calendar."""
        newest = next(iter(self.list()), None)
        return newest is None or newest.made.date() != now.date()

    def make_if_due(self) -> Path | None:
        """Make the day's backup where it is due, and let go of those that are no longer kept.

        Raises:
            StoreTrouble: when it could not be made.
        """
        if not self.due(self._clock.now()):
            return None
        path = self.make(DAILY)
        self.prune()
        return path

    def prune(self) -> None:
        """Remove what the rotation does not keep.

        Raises:
            StoreTrouble: when a file cannot be removed.
        """
        backups = self.list()
        keep = kept(backups)
        for backup in backups:
            if backup not in keep:
                try:
                    backup.path.unlink(missing_ok=True)
                except OSError as error:
                    raise troubles.of_system(error, backup.path) from error


def kept(backups: list[Backup]) -> set[Backup]:
    """Those that the rotation keeps, of `backups` given newest first."""
    keep = set([backup for backup in backups if backup.reason != DAILY][:KEPT_FOR_A_REASON])
    for most, period in KEPT:
        newest: dict[Hashable, Backup] = {}
        for backup in backups:
            newest.setdefault(period(backup.made), backup)
        keep.update(list(newest.values())[:most])
    return keep


def backup_at(path: Path) -> Backup | None:
    """A backup wherever it lies, made when its name or else its file says; None where there is no file."""
    try:
        state = path.stat()
    except OSError:
        return None
    return _backup(path, state.st_size) or Backup(path, datetime.fromtimestamp(state.st_mtime), "", state.st_size)


def _backup(path: Path, size: int) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = datetime.strptime(match[1], _MOMENT)
    except ValueError:
        return None
    return Backup(path, made, match[2], size)
