"""The file of prompts: rules, quiet hours, and what came. It lies beside the settings, not in the store: prompts come
while the journal is locked too."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from ..core.errors import Trouble
from ..core.journal import clean
from ..core.prompting import Prompting, read, write
from .files import write_whole


class PromptsFile:
    """Reads and writes `prompts.json`; one that cannot be used is kept beside it as .bad."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> tuple[Prompting, tuple[str, ...]]:
        """What is kept, and a sentence for each part that could not be used; nothing here ever raises."""
        try:
            kept, notices = read(json.loads(self.path.read_text(encoding="utf-8-sig")))
        except FileNotFoundError:
            return Prompting(), ()
        except OSError:
            return Prompting(), (f"The rules in {self.path} could not be read, so none are in use.",)
        except (ValueError, RecursionError):
            kept, notices = read(None)
        if notices:
            with suppress(OSError):
                write_whole(self.path.with_name(f"{self.path.name}.bad"), self.path.read_bytes())
        return kept, notices

    def save(self, kept: Prompting) -> None:
        """Write it; the file is the old or the new one at every instant.

        Raises:
            Trouble: when it could not be written; the old one stands.
        """
        text = clean(json.dumps(write(kept), indent=2, ensure_ascii=False)) + "\n"
        try:
            write_whole(self.path, text.encode())
        except OSError as error:
            raise Trouble(
                f"Could not save the rules for prompts in {self.path.parent}: the disk is full or the folder cannot "
                "be written. The file holds them as they were."
            ) from error

    def changed_since(self, stamp: tuple[int, int]) -> tuple[int, int] | None:
        """The file's present stamp where it is another than `stamp`: somebody else has written it."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        now = (found.st_mtime_ns, found.st_ino)
        return now if now != stamp else None
