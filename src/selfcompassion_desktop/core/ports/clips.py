"""Where recordings come from."""

from __future__ import annotations

from typing import Protocol

from ..practice import Line
from ..sounds import BELL


class Clips(Protocol):
    """Promises lengths that agree with the sound to the sample, without decoding anything to tell them.

    Lengths are samples at 48 kHz whatever rate a file has. Reading is safe from any thread.
    """

    def length(self, practice: str, line: Line, voice: str) -> int | None:
        """The length of the clip of `line`; None where this voice has not recorded these words."""

    def read(self, practice: str, line: Line, voice: str) -> bytes:
        """The clip as an encoded sound file.

        Raises:
            Trouble: when the file is gone or cannot be read; the sentence names it.
        """

    def bell_length(self, bell: str = BELL) -> int:
        """The length of a bell, its ring included."""

    def read_bell(self, bell: str = BELL) -> bytes:
        """A bell as an encoded sound file.

        Raises:
            Trouble: as for `read`.
        """

    def read_soundscape(self, name: str) -> bytes:
        """A soundscape, which goes round without a seam, as an encoded sound file at 48 kHz.

        Raises:
            Trouble: as for `read`.
        """
