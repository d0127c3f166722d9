"""Whether the desktop asks for reduced motion. Qt does not tell, so each system is asked its own way."""

from __future__ import annotations

import sys
from pathlib import Path


def wants_stillness() -> bool:
    """Whether the person set their system to reduced motion; False where it cannot be known."""
    if sys.platform == "win32":
        return _windows()
    return _gtk_settings()


def _windows() -> bool:
    """SPI_GETCLIENTAREAANIMATION is 0 where animations are switched off. Not yet run there."""
    import ctypes

    animated = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(animated), 0)  # type: ignore[attr-defined]
    return not animated.value


def _gtk_settings() -> bool:
    """GNOME and its kin write the wish into GTK's settings file when it is made through their tools."""
    for version in ("gtk-4.0", "gtk-3.0"):
        file = Path.home() / ".config" / version / "settings.ini"
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if "gtk-enable-animations=0" in text.replace(" ", "") or "gtk-enable-animations=false" in text.replace(" ", ""):
            return True
    return False
