"""Lines that a person types, or that come from a file or another program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from . import streams


class Stopped(Exception):
    """The person stopped with Ctrl+C.

    Attributes:
        typed: the line as far as it was typed; empty where that is not known.
    """

    def __init__(self, typed: str = "") -> None:
        super().__init__(typed)
        self.typed = typed


class Lines(Protocol):
    """Whoever writes; promises one line a call."""

    def read(self, given: str) -> str | None:
        """The next line, with `given` at its beginning; None at the end of an answer.

        Raises:
            Stopped: where the person stops.
        """


def lines_here(for_a_program: bool) -> Lines:
    """Whoever writes in this terminal, or into it."""
    if for_a_program or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Piped()
    try:
        import readline
    except ImportError:  # Windows has none
        return Typed()
    readline.set_auto_history(False)
    readline.parse_and_bind('"\\C-d": accept-line')  # else it does nothing where something is given
    return Prefilled(
        lambda given: readline.set_startup_hook(lambda: readline.insert_text(given)), readline.get_line_buffer
    )


class Piped:
    """From a file or another program. What is given stands before a line, unless the line says it itself."""

    def read(self, given: str) -> str | None:
        try:
            row = sys.stdin.readline()
        except KeyboardInterrupt:
            raise Stopped from None
        return begun(given, streams.as_typed(row.rstrip("\r\n"))) if row else None


class Typed:
    """From a keyboard; what is given stands before the place where one types."""

    def read(self, given: str) -> str | None:
        try:
            return begun(given, streams.as_typed(input(f"> {given}")))
        except EOFError:
            print()
            return None
        except KeyboardInterrupt:
            raise Stopped from None


class Prefilled:
    """From a keyboard, where what is given can be changed like what one types.

    Args:
        prefill: puts a text into the line that is asked for next.
        typed: the line as far as it was typed.
    """

    def __init__(self, prefill: Callable[[str], None], typed: Callable[[], str]) -> None:
        self._prefill = prefill
        self._typed = typed

    def read(self, given: str) -> str | None:
        self._prefill(given)
        try:
            return streams.as_typed(input("> "))
        except EOFError:
            print()
            return None
        except KeyboardInterrupt:
            raise Stopped(streams.as_typed(self._typed())) from None
        finally:
            self._prefill("")


def begun(given: str, row: str) -> str:
    """A line with what was given before it; an empty line stays one, and nothing is said twice."""
    return row if not row.strip() or (given and row.startswith(given.strip())) else given + row
