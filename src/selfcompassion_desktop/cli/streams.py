"""What comes in and goes out: any terminal's letters, and a reader who stops reading."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Callable

from ..core.errors import Trouble

_SURROGATE = re.compile("[\ud800-\udfff]")
_OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")
_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "·": "-", "\u00a0": " ", "✓": "+"}


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """A letter that a terminal does not have, as near as it can be said."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in letters), error.end


def make_tolerant() -> None:
    """Let no letter end the program: a terminal that cannot show one shows the nearest it has."""
    codecs.register_error("plainly", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plainly")


def visible(text: str) -> str:
    """The same text with nothing in it that a terminal would obey instead of showing it."""
    return _OBEYED.sub("\ufffd", text)


def complain(sentence: str) -> None:
    """Say what went wrong, where errors are said."""
    try:
        print(visible(sentence), file=sys.stderr, flush=True)
    except OSError:
        let_go_of_output()


def any_letter() -> bool:
    """Whether the output can hold any letter."""
    return codecs.lookup(sys.stdout.encoding or "ascii").name.startswith("utf")


def let_go_of_output() -> None:
    """Nobody reads any more: what is still to be written at the end goes nowhere, without a word."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())


def as_typed(text: str) -> str:
    """What was typed, to the letter, where the system believes that its letters are fewer than those of UTF-8."""
    try:
        # Bytes that the system has no letters for arrive as surrogates; any other text is as it was meant.
        return os.fsencode(text).decode("utf-8") if _SURROGATE.search(text) else text
    except UnicodeError:
        return text


def read_all() -> str:
    """Everything from standard input, to the character.

    Raises:
        Trouble: when it is not UTF-8.
    """
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise Trouble("What came in is not UTF-8 text; nothing was kept.") from None


def progress() -> Callable[[float, bool], bool]:
    """Shows how far it is where somebody watches, a percent at a time; False once it is to end."""
    if not sys.stderr.isatty():
        return lambda part, ended: not ended
    shown = -1

    def show(part: float, ended: bool) -> bool:
        nonlocal shown
        percent = int(part * 100)
        if ended or percent > shown:
            shown = percent
            over = ended or percent == 100
            print("\r     \r" if over else f"\r{percent:3d} %", end="", file=sys.stderr, flush=True)
        return not ended

    return show


def watched() -> Callable[[float], bool]:
    """The same for what only Ctrl+C ends."""
    show = progress()
    return lambda part: show(part, False)
