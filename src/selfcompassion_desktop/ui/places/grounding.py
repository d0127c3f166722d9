"""Too much? The sound fades, and for a minute there is the floor, the light, a sound. Nothing is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.timeline import Cue
from ...models.bundle import Models
from ...models.player import Ended, Purpose, Session
from ..widgets.buttons import PrimaryButton, QuietButton
from .player import Stage


class GroundingPlace(QWidget):
    """A minute with open eyes.

    Signals:
        too_much: nothing; the sound is to fade, and the floor to be found.
        done: nothing.
        help_wanted: nothing; someone to reach is asked for.
    """

    done = Signal()
    too_much = Signal()
    help_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 26, 36, 44)
        self.stage = Stage(models)
        column.addWidget(self.stage, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        self._leave = PrimaryButton(self.tr("Back when you like"))
        self._leave.clicked.connect(self.leave)
        self._again = QuietButton(self.tr("Once more"))
        self._again.clicked.connect(self.too_much)
        reach = QuietButton(self.tr("Reach someone"))
        reach.clicked.connect(self._on_reach)
        for button in (self._leave, self._again, reach):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        models.player.calming.connect(self._on_calming)
        models.player.cue_entered.connect(self._on_cue)
        models.player.ended.connect(self._on_ended)
        QShortcut(QKeySequence("Esc"), self, self.leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._on_calming()

    def enter(self, session: Session) -> None:
        """The minute begins."""
        self._again.setVisible(False)
        self.stage.form.set_playing(not session.silent)

    @Slot()
    def leave(self) -> None:
        """Back, at any time."""
        self._models.player.calm_down()
        self._models.player.stop()
        self.done.emit()

    @Slot()
    def _on_calming(self) -> None:
        self.stage.caption.set_lines("", self.tr("You can stop here."), "")
        self.stage.form.set_playing(False)
        self._again.setVisible(False)

    @Slot(object)
    def _on_cue(self, cue: Cue) -> None:
        session = self._models.player.session
        if session is not None and session.purpose is Purpose.GROUNDING:
            self.stage.enter(cue, session)

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        if ended.session.purpose is Purpose.GROUNDING and ended.finished:
            self.stage.caption.set_lines("", self.tr("Stay as long as you like."), "")
            self._again.setVisible(True)

    @Slot()
    def _on_reach(self) -> None:
        self._models.player.calm_down()
        self._models.player.stop()
        self.help_wanted.emit()
