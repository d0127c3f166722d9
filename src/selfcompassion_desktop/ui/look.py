"""What everything is painted with at this moment: colours, text size, faces, and whether things move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from .tokens import LIGHT, Palette

SERIF = ("Literata", "Charter", "Georgia", "Noto Serif", "Noto Serif CJK SC", "Songti SC", "serif")
SANS = ("Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "Noto Sans CJK SC", "sans-serif")


@dataclass(frozen=True, slots=True)
class Look:
    """What everything is painted with at this moment.

    Attributes:
        palette: the colours.
        scale: text size, 1.0 to 2.0; spacing stays as it is.
        still: whether nothing moves.
    """

    palette: Palette = LIGHT
    scale: float = 1.0
    still: bool = False

    def px(self, size: float) -> int:
        """A size of the type scale in pixels at the person's text size."""
        return max(1, round(size * self.scale))


class _InForce:
    look = Look()


def look() -> Look:
    """The look in force."""
    return _InForce.look


def serif(size: float, *, bold: bool = False, italic: bool = False) -> QFont:
    """The face for what is spoken or written, at a size of the type scale in px."""
    return _font(SERIF, _InForce.look.px(size), bold, italic)


def sans(size: float, *, bold: bool = False) -> QFont:
    """The face for controls, at a size of the type scale in px."""
    return _font(SANS, _InForce.look.px(size), bold, False)


@lru_cache(maxsize=256)
def _font(families: tuple[str, ...], px: int, bold: bool, italic: bool) -> QFont:
    font = QFont(list(families))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def set_look(new: Look) -> None:
    """Put another look in force for what is painted from now on."""
    _InForce.look = new


def motion(ms: int) -> int:
    """How long a movement of `ms` milliseconds takes under the look in force."""
    return 0 if _InForce.look.still else ms


@contextmanager
def looking(new: Look) -> Iterator[None]:
    """Put a look in force for a while: for pictures and tests."""
    before = _InForce.look
    set_look(new)
    try:
        yield
    finally:
        set_look(before)


def mirrored(widget: QWidget) -> bool:
    """Whether a widget reads from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
