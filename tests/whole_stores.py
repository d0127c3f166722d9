"""Whole stores, made by chance or by hand, and compared to the last column."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fakes import FakeClock
from selfcompassion_desktop.content.interchange import own
from selfcompassion_desktop.core.takeout import FORMAT, Instant
from selfcompassion_desktop.store.breaks import Breaks
from selfcompassion_desktop.store.checkins import CheckIns
from selfcompassion_desktop.store.consents import Consents
from selfcompassion_desktop.store.courses import Courses
from selfcompassion_desktop.store.database import Database
from selfcompassion_desktop.store.entries import Entries
from selfcompassion_desktop.store.ids import Ids
from selfcompassion_desktop.store.importing import Weighed
from selfcompassion_desktop.store.pictures import Pictures
from selfcompassion_desktop.store.sittings import Sittings
from selfcompassion_desktop.store.whole import Whole

Rows = dict[str, list[tuple[object, ...]]]


class Room:
    """A store in a folder of its own, with everything that writes to it."""

    def __init__(self, folder: Path, clock: FakeClock | None = None) -> None:
        self.folder = folder
        self.clock = clock or FakeClock()
        self.database = Database(folder / "data" / "store.db", self.clock)
        ids = Ids(self.clock)
        self.entries = Entries(self.database, self.clock, ids)
        self.sittings = Sittings(self.database, self.clock, ids)
        self.breaks = Breaks(self.database, self.clock, ids)
        self.courses = Courses(self.database, self.clock, ids)
        self.checkins = CheckIns(self.database, self.clock, ids)
        self.consents = Consents(self.database, self.clock, ids)
        self.pictures = Pictures(self.database, ids)
        self.whole = Whole(self.database, self.clock, ids)

    def write(self, name: str = "x.json", settings: Mapping[str, object] | None = None) -> Path:
        """Everything, in a file beside the store's folder."""
        file = self.folder / name
        with self.whole.opened(settings) as everything:
            own.write(everything, file, self.folder / "data", Instant(0), lambda part: True)
        return file

    def take(self, file: Path) -> Weighed:
        return self.whole.take(own.Document(file), file.name)

    def weigh(self, file: Path) -> Weighed:
        return self.whole.weigh(own.Document(file))

    def rows(self) -> Rows:
        """Every row of every table; without the imports of our own files, which are this store's own history."""
        with self.database.read() as connection:
            tables = [
                name
                for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
                if not name.startswith(("sqlite_", "found_", "found"))
            ]
            rows = {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}
            rows["found"] = connection.execute("SELECT rowid FROM found ORDER BY rowid").fetchall()
        rows["batch"] = [row for row in rows["batch"] if row[2] != FORMAT]
        rows["foreign_id"] = [row for row in rows["foreign_id"] if row[0] != FORMAT]
        return rows

    def close(self) -> None:
        self.database.close()
