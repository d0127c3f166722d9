"""The pages of a pack on disk."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import Fault, Faulty
from ..core.pages import HelpPage, parse_help, parse_prompts

HELP, PROMPTS = "help.yaml", "prompts.yaml"


class Pages:
    """Reads one pack's pages.

    Args:
        folder: the pack's `pages/`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def help(self) -> HelpPage:
        """Whom one can reach.

        Raises:
            Faulty: when the page cannot be read.
        """
        return parse_help(self._text(HELP), HELP)

    def prompts(self) -> tuple[str, ...]:
        """Places to start writing from.

        Raises:
            Faulty: when the page cannot be read.
        """
        return parse_prompts(self._text(PROMPTS), PROMPTS)

    def _text(self, name: str) -> str:
        try:
            return (self._folder / name).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Faulty((Fault(name, 0, "this is not UTF-8 text; save the file again as UTF-8"),)) from None
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise Faulty((Fault(name, 0, f"the page cannot be read ({why}); install the program again"),)) from None
