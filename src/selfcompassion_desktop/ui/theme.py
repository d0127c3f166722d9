"""The one place where colours, faces, sizes and motion are decided.

Widgets that paint themselves ask `look()` when they paint; `Theme` sets it, together with the
application's palette, font and style sheet, and Qt then tells every widget through `StyleChange`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSysInfo, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from .look import Look, look, looking, mirrored, motion, sans, serif, set_look
from .ring import FocusRing
from .stylesheet import stylesheet
from .tokens import DARK, LIGHT, TEXT, Palette

Choice = Literal["system", "light", "dark"]
MotionChoice = Literal["system", "on", "off"]

FIRST_FACES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Literata-Regular.ttf")

__all__ = [
    "DARK",
    "LIGHT",
    "Choice",
    "Look",
    "MotionChoice",
    "Palette",
    "Theme",
    "load_fonts",
    "look",
    "looking",
    "mirrored",
    "motion",
    "qpalette",
    "sans",
    "serif",
    "set_look",
    "stylesheet",
]


def load_fonts(folder: Path) -> None:
    """Load the faces that the first screen needs now, and the others once the window stands.

    Args:
        folder: where the TTF files lie. A file that is not there is passed over: the system's own
            faces then take its place.
    """
    for file in FIRST_FACES:
        QFontDatabase.addApplicationFont(str(folder / file))
    later = [path for path in sorted(folder.glob("*.ttf")) if path.name not in FIRST_FACES]
    QTimer.singleShot(0, lambda: [QFontDatabase.addApplicationFont(str(path)) for path in later])


def qpalette(palette: Palette) -> QPalette:
    """The same colours in Qt's roles, for every standard widget."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: palette.paper,
        role.WindowText: palette.ink,
        role.Base: palette.surface,
        role.AlternateBase: palette.sunken,
        role.Text: palette.ink,
        role.PlaceholderText: palette.quiet,
        role.Button: palette.surface,
        role.ButtonText: palette.ink,
        role.BrightText: palette.ink,
        role.ToolTipBase: palette.ink,
        role.ToolTipText: palette.paper,
        role.Highlight: palette.sage,
        role.HighlightedText: palette.on_sage,
        role.Accent: palette.sage,
        role.Link: palette.sage,
        role.LinkVisited: palette.sage,
        role.Light: palette.surface,
        role.Midlight: palette.line,
        role.Mid: palette.line,
        role.Dark: palette.line,
        role.Shadow: palette.line,
    }.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(palette.quiet))
    return made


# Settings ask whether motion is reduced; the theme, whether things move.
THEME: dict[str, Choice] = {"system": "system", "light": "light", "dark": "dark"}
MOTION: dict[str, MotionChoice] = {"system": "system", "on": "off", "off": "on"}


class Theme(QObject):
    """Sets the look for the whole program and follows the system where the person wants that.

    Args:
        app: the application.
        system_still: whether the desktop asks for reduced motion; Qt itself does not know.

    Attributes:
        ring: the focus ring of every window.
    """

    changed = Signal()

    def __init__(self, app: QApplication, system_still: Callable[[], bool] = lambda: False) -> None:
        super().__init__(app)
        self._app = app
        self.ring = FocusRing(app)
        self._system_still = system_still
        self._choice: Choice = "system"
        self._motion: MotionChoice = "system"
        self._scale = 1.0
        self._styled: tuple[Palette, float] | None = None
        # Elsewhere Fusion is what the wheels use anyway, and asking for it by name costs the start 4 ms.
        if QSysInfo.productType() in ("windows", "macos"):
            app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        # At once: a font that comes with the first sheet never reaches widgets that stand already.
        self._refresh()

    @property
    def palette(self) -> Palette:
        """The colours in force."""
        return look().palette

    def apply(self, choice: Choice) -> None:
        """Use the light or the dark colours, or whichever the system uses."""
        self._choice = choice
        self._refresh()

    def set_text_scale(self, percent: int) -> None:
        """Set the text size, from 100 to 200 per cent; what lies outside is brought inside."""
        self._scale = min(200, max(100, percent)) / 100
        self._refresh()

    def set_motion(self, choice: MotionChoice) -> None:
        """Allow motion ("on"), stop it ("off"), or do as the system says."""
        self._motion = choice
        self._refresh()

    def use(self, choice: Choice, percent: int, motion_choice: MotionChoice) -> None:
        """Set all three at once, and style everything once."""
        self._choice, self._motion = choice, motion_choice
        self.set_text_scale(percent)

    def motion(self, ms: int) -> int:
        """How long a movement of `ms` milliseconds takes: 0 where nothing is to move."""
        return motion(ms)

    def _refresh(self) -> None:
        was_still = look().still
        set_look(Look(self._colours(), self._scale, self._is_still()))
        wanted = (look().palette, look().scale)
        if wanted != self._styled:
            self._styled = wanted
            self._app.setPalette(qpalette(look().palette))
            self._app.setFont(sans(TEXT))
            self._app.setStyleSheet(stylesheet(look().palette, look().scale))
        elif was_still != look().still:
            for widget in self._app.allWidgets():
                self._app.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        self.changed.emit()

    def _colours(self) -> Palette:
        scheme = self._app.styleHints().colorScheme()
        dark = scheme == Qt.ColorScheme.Dark if self._choice == "system" else self._choice == "dark"
        return DARK if dark else LIGHT

    def _is_still(self) -> bool:
        return self._system_still() if self._motion == "system" else self._motion == "off"
