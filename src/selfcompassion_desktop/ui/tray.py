"""The tray: a break, the last practice, a pause, and the way back to the window. A desktop may have none."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ..models.prompts import PromptsModel


class Tray(QObject):
    """The icon and its menu.

    Signals:
        open_wanted: nothing; the window is to come to the front.
        break_wanted: nothing.
        last_wanted: nothing; the last practice is to be begun again.
        quit_wanted: nothing.
    """

    open_wanted = Signal()
    break_wanted = Signal()
    last_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, prompts: PromptsModel, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._prompts = prompts
        self._menu = QMenu()
        self._reason = self._menu.addAction("")
        self._reason.setEnabled(False)
        self._menu.addSeparator()
        self._add(self.tr("Take a break"), self.break_wanted)
        self._last = self._add(self.tr("Practise the last one"), self.last_wanted)
        self._pause = self._menu.addMenu(self.tr("Pause prompts"))
        self._build_pause()
        self._resume = self._menu.addAction(self.tr("Take prompts up again"))
        self._resume.triggered.connect(prompts.resume)
        self._last.setVisible(False)
        self._menu.addSeparator()
        self._add(self.tr("Open"), self.open_wanted)
        self._add(self.tr("Quit"), self.quit_wanted)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)
        self._menu.aboutToShow.connect(self.refresh)
        prompts.changed.connect(self.refresh)
        self.refresh()

    @staticmethod
    def is_there() -> bool:
        """Whether this desktop has a tray just now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def menu(self) -> QMenu:
        """The menu."""
        return self._menu

    @property
    def tip(self) -> str:
        """What is told when one points at it."""
        return self._icon.toolTip()

    def show(self) -> None:
        """Stand in the tray; where there is none yet, as soon as there is one."""
        self._icon.show()

    def hide(self) -> None:
        """Leave the tray."""
        self._icon.hide()

    def set_last(self, title: str) -> None:
        """What was practised last; empty where nothing was."""
        self._last.setVisible(bool(title))
        self._last.setText(self.tr("Practise “{title}”").format(title=title.replace("&", "&&")))

    def say_it_stays(self) -> None:
        """Say, once, where the program is now."""
        self._icon.showMessage(
            self.tr("Self-Compassion stays here"),
            self.tr("Prompts can come while the window is closed. “Quit” in this menu ends the program."),
            self._icon.icon(),
        )

    @Slot()
    def refresh(self) -> None:
        """Show how prompts stand."""
        paused, reason = self._prompts.paused, self._prompts.reason
        has_rules = bool(self._prompts.kept.rules)
        self._reason.setText(reason.replace("&", "&&"))
        self._reason.setVisible(has_rules)
        self._pause.menuAction().setVisible(has_rules and not paused)
        self._resume.setVisible(has_rules and paused)
        name = self.tr("Self-Compassion")
        self._icon.setToolTip(f"{name}\n{reason}" if has_rules else name)

    def _build_pause(self) -> None:
        prompts = self._prompts
        self._pause.addAction(self.tr("For an hour")).triggered.connect(lambda: prompts.pause_for(60))
        self._pause.addAction(self.tr("Until tomorrow")).triggered.connect(prompts.pause_until_tomorrow)
        self._pause.addAction(self.tr("Until I take them up again")).triggered.connect(prompts.pause)

    def _add(self, text: str, signal: object) -> QAction:
        action = self._menu.addAction(text)
        action.triggered.connect(signal)
        return action

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()
