"""The program in a terminal: the window's services for people who live there, for screen readers, and for checks.

Without a word the window opens, and what a terminal needs is not even loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 refused, 2 usage.

    Args:
        words: the command line without the program's name; the process's own where none is given.
    """
    given = list(sys.argv[1:] if words is None else words)
    try:
        if given:
            from .commands import run
        else:
            from .window import run
        return run(given)
    except KeyboardInterrupt:
        return 130  # Ctrl+C, so early that nothing was begun
