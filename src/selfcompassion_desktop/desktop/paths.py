"""Where things are on this machine: the person's data, and what the program brings with it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

DATA_VARIABLE = "SELFCOMPASSION_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders the program uses.

    Attributes:
        data: everything the person wrote or did; the only folder that is written to.
        assets: the built-in pack, read only.
    """

    data: Path
    assets: Path

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.data / "selfcompassion.db"

    @property
    def settings(self) -> Path:
        """The settings' file."""
        return self.data / "settings.json"

    @property
    def prompts(self) -> Path:
        """The file of rules for prompts, and of those that came."""
        return self.data / "prompts.json"

    @property
    def backups(self) -> Path:
        """The folder of rotating backups."""
        return self.data / "backups"

    @property
    def packs(self) -> Path:
        """The folder of installed packs."""
        return self.data / "packs"

    @property
    def measures(self) -> Path:
        """The folder of the measures that the person brought in."""
        return self.data / "measures"

    @property
    def log(self) -> Path:
        """The log's file: what went wrong, never what was written."""
        return self.data / "log" / "selfcompassion.log"


def find(data_dir: str | None = None) -> Paths:
    """The folders for this run: `data_dir`, else the environment's, else the system's place for them."""
    given = data_dir or os.environ.get(DATA_VARIABLE)
    # Not pathlib's expanduser, which raises where there is nobody of that name.
    return Paths(Path(os.path.expanduser(given)).absolute() if given else _system_data(), assets_folder())  # noqa: PTH111


def assets_folder() -> Path:
    """The built-in pack: inside a frozen program, or at the root of a source checkout."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "assets" if frozen else Path(__file__).resolve().parents[3] / "assets"


def _system_data() -> Path:
    # Imported here: a data folder that was named spares the import at every start of the command line.
    from platformdirs import user_data_path

    return user_data_path("selfcompassion-desktop", appauthor=False)
