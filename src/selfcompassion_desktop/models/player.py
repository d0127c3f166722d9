"""The player: one sitting at a time, its captions, its sound and its record."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ..core import sitting as sit
from ..core.ports.clock import Clock
from ..core.ports.sound import Channel, SoundState, Speaker
from ..core.settings import Settings
from ..core.timeline import RATE, Cue, Timeline
from ..store.sittings import Sittings
from .recorder import Recorder
from .settings import SettingsModel
from .tasks import Tasks

HEARD_EVERY = 10.0
"""Seconds of practice after which the record is brought up to date: what a kill can cost at most."""
DOUBLE_PRESS = 1.0
"""Seconds in which a second press of Begin is the same press."""
FADE = 2.0
"""Seconds that “Too much?” takes to fade the sound."""
NO_PLACE = 20 * RATE
"""Samples from either end in which stopping leaves no place to go on from."""
_LONGEST_WAIT = 1.0
_SLEPT = 1.0


class Purpose(Enum):
    """What is being guided."""

    PRACTICE = "practice"
    BREAK = "break"
    GROUNDING = "grounding"


@dataclass(frozen=True, slots=True)
class Session:
    """What is guided now.

    Attributes:
        silent: captions only, by the person's choice.
        before: what was rated before, 0 to 10, or None.
        rated: whether it may be asked how it was, afterwards.
    """

    purpose: Purpose
    timeline: Timeline
    silent: bool
    before: int | None = None
    rated: bool = True


@dataclass(frozen=True, slots=True)
class Ended:
    """How a session ended.

    Attributes:
        seconds: spent practising.
        finished: whether the end was reached.
        sitting: the record's id; empty for breaks and groundings, or where it could not be kept.
    """

    session: Session
    seconds: float
    finished: bool
    sitting: str


class SoundNews(QObject):
    """Brings what the sound thread says onto the interface's thread.

    Signals:
        changed: `SoundState`.
    """

    changed = Signal(object)


class PlayerModel(QObject):
    """Guides.

    Signals:
        begun: `Session`.
        cue_entered: `Cue`, whenever another line, bell or pause begins, also by moving.
        playing_changed: bool, true while time runs.
        moved: nothing; the position jumped.
        time_passed: nothing; about once a second while playing.
        ended: `Ended`.
        calming: nothing; “Too much?” was pressed, the sound is fading and grounding follows.
        sound_changed: `SoundState`.
        slept: nothing; the machine slept, and the session is paused where it was.
        not_recorded: `Trouble`; the session goes on, its record could not be kept.
    """

    begun = Signal(object)
    cue_entered = Signal(object)
    playing_changed = Signal(bool)
    moved = Signal()
    time_passed = Signal()
    ended = Signal(object)
    calming = Signal()
    sound_changed = Signal(object)
    slept = Signal()
    not_recorded = Signal(object)

    def __init__(
        self,
        speaker: Speaker,
        news: SoundNews,
        clock: Clock,
        sittings: Sittings,
        settings: SettingsModel,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._news = news  # held: a signal without its object would fall on the sound thread's feet
        self._clock = clock
        self._settings = settings
        self._recorder = Recorder(sittings, tasks, self)
        self._recorder.not_kept.connect(self.not_recorded)
        self.session: Session | None = None
        self._sitting = sit.Sitting(0)
        self._cue = -1
        self._heard = 0.0
        self._asleep = clock.asleep()
        self._grounding: Timeline | None = None
        self._ground_silent = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        self._calm = QTimer(self, singleShot=True)
        self._calm.timeout.connect(self._ground)
        news.changed.connect(self.sound_changed)
        settings.changed.connect(self._apply_sound)

    @property
    def running(self) -> bool:
        """Whether a session has begun and is not over."""
        return self.session is not None

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._sitting.phase is sit.Phase.PLAYING

    @property
    def position(self) -> int:
        """Where the session stands, in samples at 48 kHz."""
        return self._sitting.position(self._clock.monotonic())

    @property
    def seconds_left(self) -> float:
        """Seconds until the end; never below zero."""
        return self._sitting.seconds_left(self._clock.monotonic())

    @property
    def sound(self) -> SoundState:
        """How sound stands."""
        return self._speaker.state

    def begin(
        self,
        timeline: Timeline,
        purpose: Purpose = Purpose.PRACTICE,
        silent: bool = False,
        position: int = 0,
        before: int | None = None,
        rated: bool = True,
    ) -> None:
        """Guide through a timeline. Whatever was guided before is stopped first.

        Args:
            timeline: what.
            purpose: what for; only practices are recorded as sittings.
            silent: captions without sound.
            position: where to begin, in samples at 48 kHz.
            before: what was rated before, 0 to 10.
            rated: whether it may be asked how it was, afterwards.
        """
        if self._just_begun(timeline, silent):
            return
        self.stop()
        self._calm.stop()
        self.session = Session(purpose, timeline, silent, before, rated)
        self._sitting = sit.Sitting(timeline.length)
        self._cue = -1
        self._heard = 0.0
        self._asleep = self._clock.asleep()
        if purpose is Purpose.PRACTICE:
            practice = timeline.practice
            voice = "" if silent else timeline.voice
            turns_at = self._settings.current.day_turns_at
            self._recorder.begin(practice.id, practice.title, timeline.seconds, voice, turns_at)
            self._recorder.rate_before(practice.rates, before)
        self._apply_sound(self._settings.current)
        self.begun.emit(self.session)
        self._take(sit.Begin(position))

    def _just_begun(self, timeline: Timeline, silent: bool) -> bool:
        """Whether this is the second press of a double click."""
        session = self.session
        return (
            session is not None
            and (session.timeline.practice.id, session.silent) == (timeline.practice.id, silent)
            and session.timeline.length == timeline.length
            and self._sitting.practised_seconds(self._clock.monotonic()) < DOUBLE_PRESS
        )

    @Slot()
    def toggle(self) -> None:
        """Pause, or go on."""
        self._take(sit.Pause() if self.playing else sit.Resume())

    @Slot()
    def pause(self) -> None:
        """Hold still."""
        self._take(sit.Pause())

    @Slot()
    def resume(self) -> None:
        """Go on."""
        self._take(sit.Resume())

    @Slot()
    def back(self) -> None:
        """15 seconds back."""
        self._take(sit.MoveBy(-sit.SKIP))

    @Slot()
    def forward(self) -> None:
        """15 seconds forward."""
        self._take(sit.MoveBy(sit.SKIP))

    def move_to(self, position: int) -> None:
        """Go to a position in samples."""
        self._take(sit.MoveTo(position))

    def move_to_section(self, index: int) -> None:
        """Go to the beginning of a section; past the last one, to the end."""
        if self.session:
            spans = self.session.timeline.sections
            self.move_to(spans[index].start if index < len(spans) else self.session.timeline.length)

    @Slot()
    def stop(self) -> None:
        """End here, without a question."""
        self._take(sit.Stop())

    def too_much(self, grounding: Timeline) -> None:
        """Fade what sounds, then a minute of grounding, without a question."""
        silent = self.session is not None and self.session.silent
        fading = self.playing and not silent
        self._grounding = grounding
        self._end_session(fade=FADE if fading else 0.0)
        self._ground_silent = silent
        self.calming.emit()
        self._calm.start(int(FADE * 1000) if fading else 0)

    @Slot()
    def calm_down(self) -> None:
        """No grounding follows any more."""
        self._calm.stop()

    def rate_after(self, ended: Ended, value: int) -> None:
        """How it was after a session that has ended, 0 to 10."""
        self._recorder.rate_after(ended.sitting, ended.session.timeline.practice.rates, value)

    @Slot()
    def look(self) -> None:
        """See what time has brought: the next line, the end, a sleep of the machine."""
        asleep = self._clock.asleep()
        if asleep - self._asleep > _SLEPT and self.playing:
            self._asleep = asleep
            self._take(sit.Slept())
            self.slept.emit()
            return
        self._take(sit.Look())
        if self.playing:
            self._note_heard()
            self.time_passed.emit()

    def close(self) -> None:
        """End what runs and let the sound go."""
        self.stop()
        self._calm.stop()
        self._speaker.close()

    def _take(self, event: sit.Event) -> None:
        if self.session is None:
            return
        was_playing = self.playing
        self._sitting, facts = sit.advance(self._sitting, event, self._clock.monotonic())
        for fact in facts:
            self._tell(fact)
        if self.session is not None:
            if self.playing != was_playing:
                self.playing_changed.emit(self.playing)
            self._enter_cue()
            self._wait()

    def _tell(self, fact: sit.Fact) -> None:
        match fact:
            case sit.Playing(position):
                self._sound_from(position)
                self.moved.emit()
            case sit.Held():
                self._speaker.hush()
                self._note_heard(always=True)
                self.moved.emit()
            case sit.Finished() | sit.Cancelled():
                self._close_session(isinstance(fact, sit.Finished), 0.0)

    def _sound_from(self, position: int) -> None:
        if self.session and not self.session.silent:
            self._speaker.play(self.session.timeline, position, self._sitting.since)

    def _end_session(self, fade: float) -> None:
        """As `stop`, with a fade, for one who is overwhelmed."""
        if self.session is None:
            self._speaker.hush(fade)
            return
        self._sitting, _ = sit.advance(self._sitting, sit.Stop(), self._clock.monotonic())
        self._close_session(self._sitting.phase is sit.Phase.FINISHED, fade)

    def _close_session(self, finished: bool, fade: float) -> None:
        session, self.session = self.session, None
        assert session is not None
        self._timer.stop()
        if not finished or fade:
            self._speaker.hush(fade)
        seconds = self._sitting.practised_seconds(self._sitting.since)
        sitting = ""
        if session.purpose is Purpose.PRACTICE:
            sitting = self._recorder.end(seconds, self._sitting.anchor / RATE, finished)
            self._remember_place(session.timeline, finished)
        self.playing_changed.emit(False)
        self.ended.emit(Ended(session, seconds, finished, sitting))

    def _remember_place(self, timeline: Timeline, finished: bool) -> None:
        """Where one stopped half-way; the very beginning and the very end are no places to go on from."""
        positions = dict(self._settings.current.positions)
        position, practice = self._sitting.anchor, timeline.practice.id
        positions.pop(practice, None)
        if not finished and NO_PLACE < position < timeline.length - NO_PLACE:
            positions[practice] = position / RATE
        self._settings.change(positions=positions)

    @Slot()
    def _ground(self) -> None:
        if self._grounding is not None:
            self.begin(self._grounding, Purpose.GROUNDING, self._ground_silent)

    def _enter_cue(self) -> None:
        assert self.session is not None
        index = self.session.timeline.cue_index(self._sitting.anchor)
        if index != self._cue:
            self._cue = index
            self.cue_entered.emit(self.session.timeline.cues[index])

    def current_cue(self) -> Cue | None:
        """The line, bell or pause that the session stands in."""
        return self.session.timeline.cues[self._cue] if self.session and self._cue >= 0 else None

    def _wait(self) -> None:
        """Set the timer for the next moment that matters."""
        if not self.playing or self.session is None:
            self._timer.stop()
            return
        position = self._sitting.anchor
        until_cue = (self.session.timeline.cue_at(position).end - position) / RATE
        until_second = self._sitting.seconds_left(self._sitting.since) % 1.0 or _LONGEST_WAIT
        self._timer.start(max(1, round(min(until_cue, until_second, _LONGEST_WAIT) * 1000)))

    def _note_heard(self, always: bool = False) -> None:
        assert self.session is not None
        seconds = self._sitting.practised_seconds(self._sitting.since)
        if self.session.purpose is Purpose.PRACTICE and (always or seconds - self._heard >= HEARD_EVERY):
            self._heard = seconds
            self._recorder.heard(seconds, self._sitting.anchor / RATE)

    @Slot(object)
    def _apply_sound(self, settings: Settings) -> None:
        self._speaker.set_volume(Channel.VOICE, settings.volume_voice)
        self._speaker.set_volume(Channel.BELL, settings.volume_bell)
        self._speaker.set_volume(Channel.SOUNDSCAPE, settings.volume_soundscape)
        if self.session is not None:
            # A break and the grounding are for one who may have too much already: a voice, and nothing behind it.
            practising = self.session.purpose is Purpose.PRACTICE
            self._speaker.set_soundscape(settings.soundscape if practising else "")
