"""What stands between the prompts and the person: the card, and the tray with the window behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ..core.breaks import Answer, Rule
from ..core.ports.notifier import Gone
from ..models.bundle import Models
from .main_window import MainWindow
from .prompt_card import STAYS_MS, PromptCard
from .tray import Tray


class Offering(QObject):
    """Shows a prompt when its model says so, and keeps the program reachable while its window is closed.

    Begun with the system, the program has no window until one is asked for: an icon and a card need little.

    Args:
        models: what is shown.
        icon: makes the program's icon, when the tray is made.
        window: gives the one window, made when it is first asked for.
        dress: gives everything its colours and faces, before the first card.
    """

    def __init__(
        self,
        models: Models,
        icon: Callable[[], QIcon],
        window: Callable[[], MainWindow],
        dress: Callable[[], object],
    ) -> None:
        super().__init__()
        self._models = models
        self._make_icon = icon
        self._window = window
        self._dress = dress
        self._card: PromptCard | None = None
        self._notifies = self._attached = False
        self.tray: Tray | None = None
        prompts = models.prompts
        prompts.prompted.connect(self._on_prompted)
        prompts.changed.connect(self._settle_tray)

    def attach(self, window: MainWindow) -> None:
        """The window has been made: what is to be told is told there, and closing it may be hiding it."""
        prompts = self._models.prompts
        prompts.trouble.connect(window.tell)
        prompts.noticed.connect(window.tell_mishap)
        self._attached = True
        window.closing.connect(self._on_closing)
        self._models.today.weeks_changed.connect(self._on_last_known)
        self._on_last_known()

    @property
    def card(self) -> PromptCard | None:
        """The card, once there was a prompt."""
        return self._card

    @Slot(object)
    def _on_prompted(self, rule: Rule) -> None:
        if self._models.settings.current.prompt_by == "notification":
            self._notify()
        else:
            self._show_card(rule.sentence)

    def _show_card(self, sentence: str = "") -> None:
        if self._card is None:
            self._card = self._make_card()
        self._card.offer(sentence)

    def _notify(self) -> None:
        """By the desktop's own service, without the person's words: some desktops keep what they have shown."""
        notifications = self._models.notifications
        if not self._notifies:
            self._notifies = True
            notifications.answered.connect(self._on_answered)
            notifications.gone.connect(self._on_gone)
            self._models.prompts.withdrawn.connect(notifications.withdraw)
        actions = (
            ("begin", self.tr("Begin")),
            ("later", self.tr("In 10 minutes")),
            ("not now", self.tr("Not now")),
        )
        title, body = self.tr("A moment for you?"), self.tr("One minute, or three.")
        notifications.offer(title, body, actions, STAYS_MS / 1000)

    @Slot(str)
    def _on_answered(self, key: str) -> None:
        if key == "begin":
            self._begin()
        else:
            self._models.prompts.answer(Answer.LATER if key == "later" else Answer.NOT_NOW)

    @Slot(object)
    def _on_gone(self, gone: Gone) -> None:
        if gone is Gone.ABSENT:
            self._show_card()
        elif gone is Gone.DISMISSED:
            self._models.prompts.answer(Answer.NOT_NOW)
        else:
            self._models.prompts.let_go()

    def _make_card(self) -> PromptCard:
        self._dress()
        prompts, card = self._models.prompts, PromptCard()
        card.begun.connect(self._begin)
        card.later.connect(lambda: prompts.answer(Answer.LATER))
        card.not_now.connect(lambda: prompts.answer(Answer.NOT_NOW))
        card.pause_wanted.connect(self._pause)
        card.faded.connect(prompts.let_go)
        prompts.withdrawn.connect(card.withdraw)
        return card

    @Slot()
    def _begin(self) -> None:
        self._models.prompts.answer(Answer.BEGUN)
        self.take_a_break()

    @Slot()
    def take_a_break(self) -> None:
        """Come to the front and begin a break."""
        self._window().raise_up()
        self._window().when_ready(self._models.breaks.begin)

    @Slot(str)
    def _pause(self, spell: str) -> None:
        prompts = self._models.prompts
        prompts.answer(Answer.NOT_NOW)
        if spell == "hour":
            prompts.pause_for(60)
        else:
            prompts.pause_until_tomorrow()

    @Slot()
    def _settle_tray(self) -> None:
        """A tray icon only where prompts may come: without them, closing the window is the end."""
        wanted = bool(self._models.prompts.kept.rules)
        if wanted and self.tray is None:
            self.tray = self._make_tray()
        if self.tray is not None:
            self.tray.show() if wanted else self.tray.hide()
        QApplication.setQuitOnLastWindowClosed(not (wanted and Tray.is_there()))

    def _make_tray(self) -> Tray:
        tray = Tray(self._models.prompts, self._make_icon(), self)
        tray.open_wanted.connect(lambda: self._window().raise_up())
        tray.break_wanted.connect(self.take_a_break)
        tray.last_wanted.connect(self._on_last_wanted)
        tray.quit_wanted.connect(self._quit)
        return tray

    @Slot()
    def _on_last_known(self) -> None:
        if self.tray is not None:
            self.tray.set_last(self._models.today.last_title)

    @Slot()
    def _on_last_wanted(self) -> None:
        window = self._window()
        window.raise_up()
        window.when_ready(lambda: window.open_practice(self._models.today.last_practice))

    @Slot()
    def _on_closing(self) -> None:
        """Whether closing hides: only where there are prompts to come, and a tray to come back from."""
        if self._models.prompts.kept.rules and Tray.is_there():
            settings = self._models.settings
            self._window().hide_instead = True
            if not settings.current.tray_told and self.tray is not None:
                settings.change(tray_told=True)
                self.tray.say_it_stays()

    @Slot()
    def _quit(self) -> None:
        if self._attached:
            self._window().quit()
        else:
            QApplication.quit()
