"""Pages to read, as the views show them: whom one can reach, and places to start writing from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject

from ..content.pages import Pages
from ..core.pages import HelpPage
from .settings import SettingsModel


class PagesModel(QObject):
    """Reads each page once, when it is first looked at.

    Args:
        pages: the built-in pack's pages.
        settings: remember the prompt offered last, so that a new start goes on from there.
        choose: gives a whole number below its argument, for the very first prompt.
    """

    def __init__(
        self, pages: Pages, settings: SettingsModel, choose: Callable[[int], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._settings = settings
        self._choose = choose

    @cached_property
    def help(self) -> HelpPage:
        """Whom one can reach.

        Raises:
            Faulty: when the page cannot be read.
        """
        return self._pages.help()

    def another_prompt(self) -> str:
        """A place to start writing from; every one comes up before any comes again, over all starts.

        Raises:
            Faulty: when the page cannot be read.
        """
        prompts = self._prompts
        last = self._settings.current.prompt
        at = self._choose(len(prompts)) if last < 0 else (last + 1) % len(prompts)
        self._settings.change(prompt=at)
        return prompts[at]

    @cached_property
    def _prompts(self) -> tuple[str, ...]:
        return self._pages.prompts()
