"""Pages to read, as the views show them: whom one can reach, and places to start writing from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject

from ..content.pages import Pages
from ..core.pages import HelpPage


class PagesModel(QObject):
    """Reads each page once, when it is first looked at.

    Args:
        pages: the built-in pack's pages.
        choose: gives a whole number below its argument, for the first prompt of the day.
    """

    def __init__(self, pages: Pages, choose: Callable[[int], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._choose = choose
        self._at = -1

    @cached_property
    def help(self) -> HelpPage:
        """Whom one can reach.

        Raises:
            Faulty: when the page cannot be read.
        """
        return self._pages.help()

    def another_prompt(self) -> str:
        """A place to start writing from; every one comes up before any comes again.

        Raises:
            Faulty: when the page cannot be read.
        """
        prompts = self._prompts
        self._at = self._choose(len(prompts)) if self._at < 0 else (self._at + 1) % len(prompts)
        return prompts[self._at]

    @cached_property
    def _prompts(self) -> tuple[str, ...]:
        return self._pages.prompts()
