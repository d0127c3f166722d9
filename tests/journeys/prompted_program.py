"""The program with a clock that a test moves, on a real desktop: it does what it is told on standard input, a line at
a time, and tells on standard output what happens, an object a line.

    python prompted_program.py DATA_FOLDER
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from selfcompassion_desktop import app as program
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.desktop import paths
from selfcompassion_desktop.desktop.clock import SystemClock
from selfcompassion_desktop.models.prompts import PromptsModel
from selfcompassion_desktop.ui.icons import program_icon
from selfcompassion_desktop.ui.offering import Offering
from selfcompassion_desktop.ui.tray import Tray


class ShiftedClock(SystemClock):
    """The system's clocks, further on."""

    def __init__(self) -> None:
        self.shift = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.shift

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self.shift)


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


class Told:
    """Does what comes in."""

    def __init__(self, clock: ShiftedClock, prompts: PromptsModel, window: object, offering: Offering) -> None:
        self._clock = clock
        self._prompts = prompts
        self._window = window
        self._offering = offering

    def take(self) -> None:
        line = sys.stdin.readline()
        word, _, number = line.strip().partition(" ")
        if word == "shift":
            self._clock.shift += float(number)
            self._prompts.look()
        elif word == "look":
            self._prompts.look()
        elif word == "quit" or not line:
            self._window.quit()  # type: ignore[attr-defined]
        tell(
            did=word,
            reason=self._prompts.reason,
            tray=Tray.is_there(),
            visible=self._window.isVisible(),  # type: ignore[attr-defined]
        )


def main() -> None:
    application = QApplication(sys.argv[:1])
    application.setApplicationDisplayName("Self-Compassion")
    clock = ShiftedClock()
    services = program.Services(paths.find(sys.argv[1]), clock)
    made = program.build(services, application)
    models, window = made.models, made.window
    icons = services.paths.assets / "icons" / "app"
    offering = Offering(models, lambda: program_icon(icons), lambda: window, lambda: None)
    offering.attach(window)
    prompts = models.prompts
    prompts.prompted.connect(lambda rule: tell(prompted=rule.id))
    prompts.changed.connect(lambda: tell(reason=prompts.reason))
    models.player.begun.connect(lambda session: tell(begun=session.purpose.value))
    models.player.ended.connect(lambda ended: tell(ended=ended.session.purpose.value))

    def refused(trouble: Trouble) -> None:
        tell(trouble=trouble.sentence)

    models.breaks.trouble.connect(refused)
    told = Told(clock, prompts, window, offering)
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)
    notifier.activated.connect(told.take)

    def ready() -> None:
        models.library.load()
        models.store.open()
        prompts.begin()
        tell(ready=True)

    window.ready.connect(ready)
    window.show()
    application.exec()
    prompts.close()
    models.notifications.close()
    models.player.close()
    models.store.close()
    tell(closed=True)


if __name__ == "__main__":
    main()
