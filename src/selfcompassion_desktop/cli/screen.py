"""Captions in a terminal, over one quiet line that says where one is."""

from __future__ import annotations

import shutil
import textwrap
from typing import TextIO

from .streams import visible

_WIDEST = 76
_INDENT = "  "


class Screen:
    """Writes captions as they are due, and keeps the last row for the status.

    Args:
        out: where to; its last row is only written on where it is a terminal.
        quiet: whether nothing at all is written, because the answer is for a program.
    """

    def __init__(self, out: TextIO, quiet: bool = False) -> None:
        self._out = out
        self._quiet = quiet
        self._live = out.isatty() and not quiet
        self._status = ""

    def heading(self, title: str) -> None:
        """A section's name."""
        self._write(f"{title}\n\n")

    def caption(self, text: str) -> None:
        """A line of the practice."""
        width = min(_WIDEST, shutil.get_terminal_size().columns - 1)
        self._write(textwrap.fill(text, max(width, 20), initial_indent=_INDENT, subsequent_indent=_INDENT) + "\n\n")

    def say(self, sentence: str) -> None:
        """A sentence of the program's own."""
        self._write(f"{sentence}\n\n")

    def text(self, text: str) -> None:
        """Somebody's own words, as they are."""
        self._write(f"{text}\n")

    def status(self, text: str) -> None:
        """Show where one is, in place of what was shown before."""
        if not self._live or text == self._status:
            return
        room = max(shutil.get_terminal_size().columns - 1, 1)
        self._out.write("\r" + text[:room].ljust(min(len(self._status), room)))
        self._out.flush()
        self._status = text[:room]

    def clear(self) -> None:
        """Take the status away."""
        self.status("")
        if self._live:
            self._out.write("\r")
            self._out.flush()

    def _write(self, text: str) -> None:
        if self._quiet:
            return
        status = self._status
        self.clear()
        self._out.write(visible(text))
        self._out.flush()
        self.status(status)
