"""The shortest way to the window."""

from __future__ import annotations

import os
import sys

from ..app import main
from ..core.errors import Trouble
from ..desktop import paths


def run(words: list[str]) -> int:
    """Open the window on the usual data folder; there are no `words`. Returns the exit status."""
    try:
        return open_window(paths.find())
    except Trouble as trouble:
        print(trouble.sentence, file=sys.stderr)
        return 1


def open_window(places: paths.Paths, hidden: bool = False) -> int:
    """Open the window on a data folder and stay until it is closed; returns the exit status.

    Args:
        places: where everything is.
        hidden: begin in the tray.

    Raises:
        Trouble: where there is no screen.
    """
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise Trouble(
            "There is no screen to open the window on."
            " “selfcompassion practices” lists what can be guided here in the terminal."
        )
    return main(places, hidden)
