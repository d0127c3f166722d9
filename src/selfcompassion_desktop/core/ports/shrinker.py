"""The port to what can read a picture."""

from __future__ import annotations

from typing import Protocol


class Shrinker(Protocol):
    """Makes the small version of a picture. Safe from any thread."""

    def small(self, content: bytes) -> bytes:
        """A PNG or JPEG file of the picture as it is to be seen, upright, at most `core.pictures.SMALL` px a side.

        Raises:
            PictureRefused: where the picture cannot be read.
        """
