"""The player: over the whole window, one line at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget

from ...core.care import asks_for_care
from ...core.ports.sound import SoundState
from ...core.timeline import Cue
from ...models.bundle import Models
from ...models.player import Ended, Purpose, Session
from .. import words
from ..widgets.breathing import BreathingForm
from ..widgets.buttons import IconButton, PrimaryButton, QuietButton, TextButton
from ..widgets.caption import CaptionView
from ..widgets.card import Card
from ..widgets.flow import FlowRow
from ..widgets.label import HeadingLabel, ProseLabel, Words
from ..widgets.notice import QuietNotice
from ..widgets.page import Page
from ..widgets.progress import TimelineBar
from ..widgets.rating import RatingRow
from .today import LineField
from .volumes import VolumesPopup


class Stage(QWidget):
    """The breathing form with the caption over it, for whatever is guided."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.form = BreathingForm()
        self.caption = CaptionView()
        layered = QStackedLayout(self)
        layered.setStackingMode(QStackedLayout.StackingMode.StackAll)
        layered.addWidget(self.caption)
        layered.addWidget(self.form)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def enter(self, cue: Cue, session: Session) -> None:
        """Show the line that has begun; through a pause or a bell the last one stays."""
        lines = session.timeline.lines
        at = session.timeline.line_index(cue.start)
        text = [line.text for line in lines]
        current = text[at] if at >= 0 else ""
        following = text[at + 1] if at + 1 < len(text) else ""
        self.caption.set_lines(text[at - 1] if at > 0 else "", current, following)
        if session.silent and cue.line is not None:
            # A screen reader tells the lines where no voice does, and is left in peace where one does.
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.caption, cue.text))


class PlayerPlace(QWidget):
    """Guides through a practice.

    Signals:
        too_much: nothing; the sound is to fade, and the floor to be found.
        done: nothing; back to where one came from.
        full_screen_wanted: nothing.
        help_wanted: nothing; someone to reach is asked for.
    """

    done = Signal()
    too_much = Signal()
    full_screen_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._pages = QStackedWidget()
        self._guide = QWidget()
        self._guide.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._guide)
        self._build_guide()
        self._after = AfterPage(models, self)
        self._after.done.connect(self._on_done)
        self._after.too_much.connect(self.too_much)
        self._after.help_wanted.connect(self.help_wanted)
        self._pages.addWidget(self._guide)
        self._pages.addWidget(self._after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._connect()

    # ------------------------------------------------------------------ building

    def _build_guide(self) -> None:
        column = QVBoxLayout(self._guide)
        column.setContentsMargins(36, 26, 36, 26)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        self.notice = QuietNotice()
        column.addWidget(self.notice)
        self.stage = Stage(self._models)
        column.addWidget(self.stage, 1)
        self.bar = TimelineBar()
        column.addWidget(self.bar)
        column.addLayout(self._build_foot())

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._title = Words("", tone="quiet")
        self._section = Words("")
        row.addWidget(self._title)
        row.addWidget(self._section)
        row.addStretch(1)
        calm = QuietButton(self.tr("Too much?"))
        calm.setToolTip(self.tr("Fade the sound, and find the floor again (F3)"))
        calm.clicked.connect(self.too_much)
        row.addWidget(calm)
        return row

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._left = TextButton("")
        self._left.clicked.connect(self._on_time_pressed)
        side = QWidget()
        side_row = QHBoxLayout(side)
        side_row.setContentsMargins(0, 0, 0, 0)
        side_row.addWidget(self._left)
        side_row.addStretch(1)
        self._back = IconButton("back15", self.tr("15 seconds back"), side=44)
        self._toggle = IconButton("pause", self.tr("Pause"), primary=True, side=64)
        self._forward = IconButton("forward15", self.tr("15 seconds forward"), side=44)
        self._back.clicked.connect(self._models.player.back)
        self._toggle.clicked.connect(self._models.player.toggle)
        self._forward.clicked.connect(self._models.player.forward)
        row.addWidget(side, 1)
        # Back and forward are a tape's, in every script: they do not turn round with the text.
        tape = QWidget()
        tape.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        tape_row = QHBoxLayout(tape)
        tape_row.setContentsMargins(0, 0, 0, 0)
        tape_row.setSpacing(16)
        for button in (self._back, self._toggle, self._forward):
            tape_row.addWidget(button)
        row.addWidget(tape)
        row.addWidget(self._build_right(), 1)
        return row

    def _build_right(self) -> QWidget:
        side = QWidget()
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self._volumes = IconButton("volume", self.tr("Volumes"), side=40)
        self._volumes.clicked.connect(self._on_volumes)
        full = IconButton("fullscreen", self.tr("Full screen"), side=40)
        full.clicked.connect(self.full_screen_wanted)
        stop = QuietButton(self.tr("Stop"))
        stop.clicked.connect(self._models.player.stop)
        for widget in (self._volumes, full, stop):
            row.addWidget(widget)
        return side

    def _connect(self) -> None:
        player = self._models.player
        player.cue_entered.connect(self._on_cue)
        player.playing_changed.connect(self._on_playing)
        player.time_passed.connect(self._show_time)
        player.moved.connect(self._show_time)
        player.sound_changed.connect(self._on_sound)
        player.slept.connect(self._on_slept)
        player.ended.connect(self._on_ended)
        self.bar.sought.connect(player.move_to)
        for key, act in (
            ("PgDown", lambda: self._to_section(1)),
            ("PgUp", lambda: self._to_section(-1)),
            ("Home", lambda: player.move_to(0)),
            ("Left", player.back),
            ("Right", player.forward),
            ("F", self.full_screen_wanted.emit),
            ("Esc", player.stop),
            ("Media Play", player.toggle),
            ("Media Pause", player.toggle),
            ("Toggle Media Play/Pause", player.toggle),
            ("Media Next", lambda: self._to_section(1)),
            ("Media Previous", lambda: self._to_section(-1)),
            ("Media Stop", player.stop),
        ):
            # As shortcuts, so that a button which has the focus does not take the arrows for itself.
            QShortcut(QKeySequence(key), self._guide, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # ------------------------------------------------------------------ facts

    @property
    def _ours(self) -> bool:
        session = self._models.player.session
        return session is not None and session.purpose is Purpose.PRACTICE

    def enter(self, session: Session) -> None:
        """A practice begins."""
        self._pages.setCurrentWidget(self._guide)
        self.notice.clear()
        one_section = len(session.timeline.sections) == 1
        self._title.setText(session.timeline.practice.title + ("" if one_section else " ·"))
        self._section.setHidden(one_section)
        self._volumes.setVisible(not session.silent)
        self.bar.set_timeline(
            session.timeline.length, [(s.title, s.start, s.length) for s in session.timeline.sections]
        )
        self.setFocus()

    @Slot(object)
    def _on_cue(self, cue: Cue) -> None:
        session = self._models.player.session
        if session is None or session.purpose is not Purpose.PRACTICE:
            return
        self.stage.enter(cue, session)
        self._section.setText(session.timeline.sections[cue.section].title)
        self._show_time()

    @Slot(bool)
    def _on_playing(self, playing: bool) -> None:
        self._toggle.set_icon_name("pause" if playing else "play")
        self._toggle.set_name(self.tr("Pause") if playing else self.tr("Go on"))
        self.stage.form.set_playing(playing)

    @Slot()
    def _show_time(self) -> None:
        if not self._ours:
            return
        player = self._models.player
        shown = self._models.settings.current.show_time
        left = self.tr("{time} left").format(time=words.clock(player.seconds_left))
        self._left.setText(left if shown else self.tr("Show time"))
        self.bar.set_position(player.position)
        self.bar.setVisible(shown)

    @Slot(object)
    def _on_sound(self, state: SoundState) -> None:
        if not self._ours or self._models.player.session.silent:  # type: ignore[union-attr]
            return
        match state:
            case SoundState.ABSENT:
                sentence = self.tr("No sound can be had here, so the words are shown. Sound joins in if it comes back.")
                self.notice.say(sentence)
            case SoundState.LOST:
                sentence = self.tr("The sound has gone away. The words go on, and sound joins in when it is back.")
                self.notice.say(sentence)
            case SoundState.SOUNDING:
                self.notice.clear()

    @Slot()
    def _on_slept(self) -> None:
        if self._ours:
            self.notice.say(self.tr("The computer was asleep, so the practice waited here for you. Space goes on."))

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        if ended.session.purpose is not Purpose.PRACTICE:
            return
        self.stage.form.set_playing(False)
        if ended.finished:
            self._after.enter(ended)
            self._pages.setCurrentWidget(self._after)
            self._after.setFocus()
        else:
            self.done.emit()

    # ------------------------------------------------------------------ intents

    @Slot()
    def _on_volumes(self) -> None:
        popup = VolumesPopup(self._models, self)
        popup.show_above(self._volumes)

    @Slot()
    def _on_time_pressed(self) -> None:
        settings = self._models.settings
        settings.change(show_time=not settings.current.show_time)
        self._show_time()
        self.setFocus()

    def _to_section(self, step: int) -> None:
        cue = self._models.player.current_cue()
        if cue is not None:
            self._models.player.move_to_section(max(0, cue.section + step))

    @Slot()
    def _on_done(self) -> None:
        self._pages.setCurrentWidget(self._guide)
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and pauses from the whole player; on a button that has the focus it presses that button."""
        if event.key() == Qt.Key.Key_Space and self._ours:
            self._models.player.toggle()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press anywhere gives the keys back to the player."""
        self.setFocus()
        super().mousePressEvent(event)


class AfterPage(QWidget):
    """After the bell: how it is now, if one likes, and a line, if one likes.

    Signals:
        done: nothing.
        too_much: nothing; the floor is to be found.
        help_wanted: nothing; someone to reach is asked for.
    """

    done = Signal()
    too_much = Signal()
    help_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        page = Page(self.tr("After the practice"), self, widest=620, alone=True)
        page.column.insertStretch(0, 1)
        self._title = HeadingLabel("", self)
        self._words = ProseLabel("", self, tone="quiet")
        page.add(self._title, after=4)
        page.add(self._words, after=28)
        self.rating = RatingRow("", self)
        self.rating.rated.connect(self._on_rated)
        page.add(self.rating, after=28)
        page.add(self._build_care(), after=28)
        self.line = LineField(models, "", self)
        self.line.setAccessibleName(self.tr("A line for the journal, if you like"))
        self.line.setPlaceholderText(self.tr("A line for the journal, if you like"))
        page.add(self.line, after=28)
        self._finish = PrimaryButton(self.tr("Done"), self)
        self._finish.clicked.connect(self.finish)
        page.add(self._finish)
        page.column.setAlignment(self._finish, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self._finish)
        QShortcut(QKeySequence("Esc"), self, self.finish, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._ended: Ended | None = None

    def _build_care(self) -> QWidget:
        """For one who feels worse: ease, and never something harder."""
        self.care = Card(self)
        words_ = self.tr("That is a lot to carry. Something easier might be good now.")
        self.care.body.addWidget(ProseLabel(words_, self.care))
        ground = QuietButton(self.tr("A minute with open eyes"), self.care)
        ground.clicked.connect(self._on_ground)
        short = QuietButton(self.tr("A short break"), self.care)
        short.clicked.connect(self._on_break)
        reach = QuietButton(self.tr("Reach someone"), self.care)
        reach.clicked.connect(self._on_reach)
        self.care.body.addWidget(FlowRow(ground, short, reach, parent=self.care))
        return self.care

    def enter(self, ended: Ended) -> None:
        """A practice came to its end."""
        practice = ended.session.timeline.practice
        self._ended = ended
        self.care.hide()
        self._title.setText(self._how_long(ended.seconds))
        self._words.setText(practice.title)
        question = words.ratings().get(practice.rates, "")
        self.rating.setVisible(bool(question) and ended.session.rated and self._models.settings.current.ratings_on)
        self.rating.ask(question, self.tr("not at all"), self.tr("very much"))
        self.rating.set_value(None)
        self.line.source = f"sitting:{ended.sitting}" if ended.sitting else ""

    def _how_long(self, seconds: float) -> str:
        if seconds < 45:
            return self.tr("You were here for a moment.")
        return self.tr("You were here for {minutes}.").format(minutes=words.minutes(round(seconds / 30) / 2))

    @Slot()
    def finish(self) -> None:
        """Leave; what was written is kept."""
        self.line.finish()
        self.done.emit()

    @Slot(int)
    def _on_rated(self, value: int) -> None:
        if self._ended is not None:
            self._models.player.rate_after(self._ended, value)
            self.care.setVisible(asks_for_care(self._ended.session.before, value))

    @Slot()
    def _on_ground(self) -> None:
        self.line.finish()
        self.too_much.emit()

    @Slot()
    def _on_break(self) -> None:
        self.line.finish()
        self._models.breaks.begin()

    @Slot()
    def _on_reach(self) -> None:
        self.line.finish()
        self.help_wanted.emit()
