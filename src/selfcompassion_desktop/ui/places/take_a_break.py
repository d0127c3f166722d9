"""The break: this is hard · others feel this too · may I be kind to myself. Then: what do I need?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...core.timeline import Cue
from ...models.breaks import SKIPPABLE
from ...models.bundle import Models
from ...models.player import Purpose, Session
from .. import words
from ..widgets.buttons import IconButton, PrimaryButton, QuietButton, TextButton
from ..widgets.chips import ChipRow
from ..widgets.label import HeadingLabel, ProseLabel, QuietLabel, Words
from ..widgets.page import Page
from ..widgets.rating import RatingRow
from .player import Stage
from .today import LineField

LENGTHS = (1, 2, 3)
ABOUT_NEEDS = "what-do-i-need"
"""The exercise that asks at length what a break asks in passing."""


class BreakPlace(QWidget):
    """Guides through a break.

    Signals:
        too_much: nothing; the sound is to fade, and the floor to be found.
        done: nothing; back to where one came from.
        practice_wanted: str, float; a practice's page is asked for, at that many minutes.
        exercise_wanted: str; something to write along is asked for.
    """

    done = Signal()
    too_much = Signal()
    practice_wanted = Signal(str, float)
    exercise_wanted = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._pages = QStackedWidget()
        self._guide = QWidget()
        self._guide.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._guide)
        self._build_guide()
        self._needs = NeedPage(models, self)
        self._needs.done.connect(self._on_done)
        self._needs.practice_wanted.connect(self._on_practice_wanted)
        self._needs.exercise_wanted.connect(self._on_exercise_wanted)
        self._pages.addWidget(self._guide)
        self._pages.addWidget(self._needs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._connect()

    def _build_guide(self) -> None:
        column = QVBoxLayout(self._guide)
        column.setContentsMargins(36, 26, 36, 26)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        self.stage = Stage(self._models)
        column.addWidget(self.stage, 1)
        self.own = ProseLabel("", centred=True, italic=True)
        self.hand = QuietLabel("", size=15, centred=True)
        self.rate = QuietLabel("", size=15, centred=True)
        for label in (self.own, self.hand, self.rate):
            kept = label.sizePolicy()
            kept.setRetainSizeWhenHidden(True)  # nothing moves when it comes
            label.setSizePolicy(kept)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._build_foot())

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        self._steps = [Words("", tone="quiet") for _ in range(3)]
        for step in self._steps:
            row.addWidget(step)
        row.addStretch(1)
        calm = QuietButton(self.tr("Too much?"))
        calm.clicked.connect(self.too_much)
        row.addWidget(calm)
        return row

    def _build_foot(self) -> QHBoxLayout:
        settings = self._models.settings.current
        row = QHBoxLayout()
        row.setSpacing(16)
        left = QWidget()
        left_row = QHBoxLayout(left)
        left_row.setContentsMargins(0, 0, 0, 0)
        self._length = ChipRow(self.tr("How long"), left)
        self._length.set_choices([(str(n), words.minutes_short(n)) for n in LENGTHS])
        self._length.set_value(str(settings.break_minutes))
        self._length.chosen.connect(self._on_length)
        left_row.addWidget(self._length, 1, Qt.AlignmentFlag.AlignVCenter)
        self._toggle = IconButton("pause", self.tr("Pause"), primary=True, side=64)
        self._toggle.clicked.connect(self._models.player.toggle)
        row.addWidget(left, 1)
        row.addWidget(self._toggle)
        row.addWidget(self._build_right(), 1)
        return row

    def _build_right(self) -> QWidget:
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addStretch(1)
        self.skip = TextButton(self.tr("Leave this one out"))
        self.skip.clicked.connect(self._on_skip)
        self._voice = IconButton("volume", self.tr("Voice"), side=40)
        self._voice.clicked.connect(self._on_voice)
        stop = QuietButton(self.tr("Stop"))
        stop.clicked.connect(self._models.player.stop)
        for widget in (self.skip, self._voice, stop):
            row.addWidget(widget)
        return right

    def _connect(self) -> None:
        player = self._models.player
        player.cue_entered.connect(self._on_cue)
        player.playing_changed.connect(self._on_playing)
        self._models.breaks.asked.connect(self._on_asked)
        for key, act in (("Esc", player.stop), ("Right", self._on_skip)):
            QShortcut(QKeySequence(key), self._guide, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, session: Session) -> None:
        """A break begins."""
        self._pages.setCurrentWidget(self._guide)
        for label, title in zip(self._steps, self._models.breaks.steps, strict=False):
            label.setText(title)
        self.own.setText(self._models.breaks.phrase)
        self.hand.setText(words.hand(self._models.settings.current.break_hand))
        self.own.hide()
        self.hand.hide()
        self.rate.hide()
        self._show_rating()
        self._voice.set_icon_name("mute" if session.silent else "volume")
        self._voice.set_name(self.tr("Speak it") if session.silent else self.tr("In silence"))
        self._guide.setFocus()

    @Slot(object)
    def _on_cue(self, cue: Cue) -> None:
        session = self._models.player.session
        if session is None or session.purpose is not Purpose.BREAK:
            return
        self.stage.enter(cue, session)
        here = self._models.breaks.step
        for index, label in enumerate(self._steps):
            label.set_tone("ink" if index == here else "quiet")
        self.skip.setVisible(here == SKIPPABLE)
        # One's own words belong to the last step; where a hand may rest, to all of them.
        self.own.setVisible(here == len(self._steps) - 1 and bool(self.own.text()))
        self.hand.setVisible(bool(self.hand.text()))
        self.rate.setVisible(here == 0 and self._models.settings.current.ratings_on)

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self._toggle.set_icon_name("pause" if playing else "play")
        self._toggle.set_name(self.tr("Pause") if playing else self.tr("Go on"))
        self.stage.form.set_playing(playing)

    @Slot()
    def _on_asked(self) -> None:
        self._needs.enter()
        self._pages.setCurrentWidget(self._needs)
        self._needs.setFocus()

    @Slot()
    def _on_skip(self) -> None:
        if self._models.breaks.step == SKIPPABLE:
            self._models.breaks.pass_over()

    @Slot(str)
    def _on_length(self, minutes: str) -> None:
        self._models.settings.change(break_minutes=int(minutes))
        self._models.breaks.begin()

    @Slot()
    def _on_voice(self) -> None:
        settings = self._models.settings
        settings.change(break_voiced=not settings.current.break_voiced)
        self._models.breaks.begin()

    @Slot()
    def _on_done(self) -> None:
        self._pages.setCurrentWidget(self._guide)
        self.done.emit()

    @Slot(str, float)
    def _on_practice_wanted(self, practice: str, minutes: float) -> None:
        self._pages.setCurrentWidget(self._guide)
        self.practice_wanted.emit(practice, minutes)

    @Slot(str)
    def _on_exercise_wanted(self, exercise: str) -> None:
        self._pages.setCurrentWidget(self._guide)
        self.exercise_wanted.emit(exercise)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses and goes on."""
        number = "0123456789x".find(event.text().lower()) if event.text() else -1
        if event.key() == Qt.Key.Key_Space and self._models.player.running:
            self._models.player.toggle()
        elif number >= 0 and self._models.settings.current.ratings_on and self._models.player.running:
            self._models.breaks.rate_before(number)
            self._show_rating()
        else:
            super().keyPressEvent(event)

    def _show_rating(self) -> None:
        before = self._models.breaks.before
        asked = self.tr("How hard is it? A key from 0 to 9, or X for ten, if you like.")
        self.rate.setText(asked if before is None else self.tr("{number} of 10").format(number=before))


class NeedPage(QWidget):
    """“What do I need?”, and a line, if one likes.

    Signals:
        done: nothing.
        practice_wanted: str, float.
        exercise_wanted: str.
    """

    done = Signal()
    practice_wanted = Signal(str, float)
    exercise_wanted = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        page = Page(self.tr("What do I need?"), self, widest=720, alone=True)
        page.column.insertStretch(0, 1)
        page.add(HeadingLabel(self.tr("What do I need?"), self), after=4)
        small = self.tr("Something small that can be had. Or nothing, and that is fine.")
        page.add(QuietLabel(small, self, size=15), after=20)
        self._needs = ChipRow(self.tr("What do I need?"), self, optional=True)
        self._needs.set_choices(words.small_needs())
        page.add(self._needs, after=28)
        self.rating = RatingRow(self.tr("How hard is it now?"), self)
        page.add(self.rating, after=28)
        self.line = LineField(models, "break", self)
        self.line.setAccessibleName(self.tr("A line for the journal, if you like"))
        self.line.setPlaceholderText(self.tr("A line for the journal, if you like"))
        page.add(self.line, after=28)
        page.add(self._build_foot())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self._finish)
        QShortcut(QKeySequence("Esc"), self, self.finish, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._finish = PrimaryButton(self.tr("Done"))
        self._finish.clicked.connect(self.finish)
        longer = QuietButton(self.tr("I have ten minutes"))
        longer.clicked.connect(self._on_longer)
        row.addWidget(self._finish)
        write = QuietButton(self.tr("Write about it"))
        write.clicked.connect(self._on_write)
        row.addWidget(longer)
        row.addWidget(write)
        row.addStretch(1)
        return foot

    def enter(self) -> None:
        """A break came to its end."""
        self._needs.set_value("")
        self.rating.set_value(None)
        # Whoever said how hard it was may like to say how it is now; nobody else is asked.
        self.rating.setVisible(self._models.breaks.before is not None)

    @Slot()
    def finish(self) -> None:
        """Leave; what was written is kept."""
        self._keep()
        self.done.emit()

    def _keep(self) -> None:
        self.line.finish()
        self._models.breaks.note(self._needs.value, self.rating.value)

    @Slot()
    def _on_write(self) -> None:
        self._keep()
        self.exercise_wanted.emit(ABOUT_NEEDS)

    @Slot()
    def _on_longer(self) -> None:
        self._keep()
        today = self._models.today
        today.choose(today.need, 10.0)
        if today.suggestions:
            self.practice_wanted.emit(today.suggestions[0].practice.id, 10.0)
        else:
            self.done.emit()
