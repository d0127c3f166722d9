"""The settings' file: whole at every instant, and never in the person's way."""

from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from pathlib import Path

from ..core.errors import Trouble
from ..core.journal import clean
from ..core.settings import Settings, read, write
from .files import make_private_file, make_private_folder, put_in_place


class SettingsFile:
    """Reads and writes `settings.json`; beside it the last good copy (.good) and a bad one set aside (.bad)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._good = path.with_name(path.name + ".good")
        self._bad = path.with_name(path.name + ".bad")
        self._sound = False

    def load(self) -> tuple[Settings, tuple[str, ...]]:
        """The settings, and a sentence for each thing that could not be used; nothing here ever raises.

        A file that cannot be used as it is, is kept as .bad; where all of it is unreadable, the last good copy
        stands in.
        """
        try:
            values = _parsed(self.path)
        except FileNotFoundError:
            return Settings(), ()
        except OSError:
            return Settings(), (f"The settings in {self.path} could not be read, so the usual ones are in use.",)
        except (ValueError, RecursionError):
            return self._stand_in()
        settings, notices = read(values)
        self._sound = not notices
        if notices:
            self._set_aside()
        return settings, notices

    def save(self, settings: Settings) -> None:
        """Write the settings; the file is the old or the new one at every instant.

        Raises:
            Trouble: when they could not be written; the old ones stand.
        """
        made = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            make_private_folder(self.path.parent)
            make_private_file(made)
            made.write_text(clean(json.dumps(write(settings), indent=2, ensure_ascii=False)) + "\n", encoding="utf-8")
            if self._sound:
                self._keep_good()
            put_in_place(made, self.path)
        except OSError as error:
            with suppress(OSError):
                made.unlink(missing_ok=True)
            raise Trouble(_sentence(error, self.path)) from error
        self._sound = True

    def _stand_in(self) -> tuple[Settings, tuple[str, ...]]:
        self._set_aside()
        try:
            settings, _ = read(_parsed(self._good))
        except (OSError, ValueError, RecursionError):
            return Settings(), ("The settings could not be read, so the usual ones are in use.",)
        return settings, ("The settings could not be read, so the last good ones are in use.",)

    def _set_aside(self) -> None:
        """Keep the file as it is under another name; where that cannot be done, it is still only read."""
        with suppress(OSError):
            _copy(self.path, self._bad)

    def _keep_good(self) -> None:
        """The file as it stands becomes the last good copy, without a moment in which it is not there."""
        link = self._good.with_name(f"{self._good.name}.{os.getpid()}.new")
        try:
            link.unlink(missing_ok=True)
            try:
                link.hardlink_to(self.path)
            except OSError:  # some file systems know no second name for a file
                _copy(self.path, link)
            link.replace(self._good)
        except FileNotFoundError:  # somebody took the file away meanwhile: there is nothing to keep
            self._sound = False


def _copy(path: Path, to: Path) -> None:
    make_private_file(to)
    to.write_bytes(path.read_bytes())


def _parsed(path: Path) -> object:
    values = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(values, dict):
        raise ValueError("not an object")
    return values


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Could not save the settings: the disk is full. They hold until the program is closed."
    return (
        f"Could not save the settings in {path.parent}: the folder cannot be written. "
        "They hold until the program is closed."
    )
