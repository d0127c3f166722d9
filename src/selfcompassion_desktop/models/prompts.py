"""Prompts, as the program lives with them: it looks when `core.breaks` says that looking is worth it, and at no other
time; without a rule it does nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ..core import prompting
from ..core.breaks import POLL, Answer, Decision, Manners, Presence, Prompted, Rule, Scene, Watch, Why, decide
from ..core.ports.clock import Clock
from ..core.ports.presence import PresenceSource
from ..core.prompting import Prompting
from ..store.prompts_file import PromptsFile
from .player import PlayerModel
from .settings import SettingsModel
from .tasks import Tasks

SLEPT = 5.0
"""Seconds of sleep that are one; less is how the clocks are read."""
_SHORTEST, _LONGEST = 1000, 24 * 60 * 60 * 1000


Stamp = tuple[int, int]


class _Seen(NamedTuple):
    """What one look brought: the file where somebody else has written it, with its stamp, and who is there."""

    loaded: Prompting | None
    notices: tuple[str, ...]
    stamp: Stamp | None
    presence: Presence


class PromptsModel(QObject):
    """Looks, prompts, and remembers what became of it.

    Signals:
        prompted: `Rule`; a prompt is to be shown now.
        withdrawn: nothing; the prompt that is shown is to go, a practice or break has begun.
        changed: nothing; the rules, the manners or the reason for silence.
        trouble: `Trouble`; a change could not be kept.
        noticed: str; something in the file could not be used.
    """

    prompted = Signal(object)
    withdrawn = Signal()
    changed = Signal()
    trouble = Signal(object)
    noticed = Signal(str)

    def __init__(
        self,
        file: PromptsFile,
        source: PresenceSource,
        clock: Clock,
        settings: SettingsModel,
        player: PlayerModel,
        tasks: Tasks,
        run: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._source = source
        self._clock = clock
        self._settings = settings
        self._player = player
        self._tasks = tasks
        # A desktop may take its time to answer; what is being written does not wait for it.
        self._asked_aside = Tasks(self)
        self._run = run
        self.kept = Prompting()
        self.decision = Decision(None, why=Why.NO_RULE)
        self.looks_at: datetime | None = None
        """When it looks again; None where nothing but a change of the rules could matter."""
        self._stamp = (0, 0)
        self._unsaved = self._changes = 0
        self._asking = self._once_more = self._closed = False
        self._showing: Prompted | None = None
        self._sessions: tuple[datetime, ...] = ()
        self._watch = Watch.begun(clock.monotonic(), run)
        self._asleep = clock.asleep()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        player.begun.connect(self._on_begun)
        player.ended.connect(self._on_ended)

    @property
    def reason(self) -> str:
        """Why it is silent, or that it is time, in one sentence."""
        return prompting.reason_in_words(self.decision, self._clock.now())

    @property
    def paused(self) -> bool:
        """Whether prompts are paused."""
        return self.decision.why is Why.PAUSED

    @Slot()
    def begin(self) -> None:
        """Read the rules, aside, and look for the first time."""
        self.look()

    @Slot()
    def look(self) -> None:
        """Look now: whether it is time, or why it is silent."""
        if self._asking or self._closed:
            self._once_more = True
            return
        self._asking = True
        stamp, glance, changes = self._stamp, bool(self.kept.rules), self._changes
        self._asked_aside.run(
            lambda: self._looked(stamp, glance),
            lambda seen: self._on_glanced(seen, changes),
            self._on_failed,
            broken=self._on_unknown,
        )

    def set_sessions(self, sessions: tuple[datetime, ...]) -> None:
        """When the dated sessions of courses begin, as aware times; rules can ask for a break before them."""
        if sessions != self._sessions:
            self._sessions = sessions
            self.look()

    def add_rule(self, rule: Rule) -> None:
        """Add a rule, or put it in the place of the one with its id."""
        self._change(self.kept.with_rule(rule))

    def remove_rule(self, rule_id: str) -> None:
        """Take a rule away."""
        self._change(self.kept.without_rule(rule_id))

    def set_manners(self, **values: object) -> None:
        """Change quiet hours, days off and the like, by name; see `Manners`."""
        self._change(replace(self.kept, manners=replace(self.kept.manners, **values)))  # type: ignore[arg-type]

    def pause_for(self, minutes: int) -> None:
        """Pause for so many minutes."""
        now = self._clock.now()
        self.set_manners(paused_at=now, paused_until=now + timedelta(minutes=minutes))

    def pause_until_tomorrow(self) -> None:
        """Pause until the person's day turns."""
        now = self._clock.now()
        self.set_manners(paused_at=now, paused_until=prompting.tomorrow(now, self._manners.turns_at))

    def pause(self) -> None:
        """Pause until they are taken up again."""
        self.set_manners(paused_at=self._clock.now(), paused_until=None)

    def resume(self) -> None:
        """Take them up again."""
        self.set_manners(paused_at=None, paused_until=None)

    def answer(self, answer: Answer) -> None:
        """What became of the prompt that is shown."""
        showing, self._showing = self._showing, None
        if showing is not None:
            self._change(self.kept.noting(replace(showing, answer=answer, when=self._clock.now())))

    @Slot()
    def let_go(self) -> None:
        """The prompt has gone by itself: unanswered where somebody was there, and unseen where nobody was."""
        showing = self._showing
        if showing is not None:
            self._asked_aside.run(self._source.glance, self._on_gone, lambda _: self.answer(Answer.SHOWN))

    def _on_gone(self, presence: Presence) -> None:
        away = presence.locked or (presence.idle or 0.0) >= POLL.total_seconds()
        self.answer(Answer.UNSEEN if away else Answer.SHOWN)

    def close(self) -> None:
        """Look no more, and let go of the system's means."""
        self._closed, self.looks_at = True, None
        self._timer.stop()
        self._asked_aside.finish()
        self._source.close()

    @property
    def _manners(self) -> Manners:
        return replace(self.kept.manners, turns_at=self._settings.current.day_turns_at)

    def _looked(self, stamp: Stamp, glance: bool) -> _Seen:
        """Aside: the file, where somebody else has written it, and whether anybody is there, where there is a rule."""
        changed = self._file.changed_since(stamp)
        loaded, notices = self._file.load() if changed is not None else (None, ())
        presence = self._source.glance() if glance or (loaded and loaded.rules) else Presence()
        return _Seen(loaded, notices, changed, presence)

    def _on_glanced(self, seen: _Seen, changes: int) -> None:
        # What was changed here since the file was read is newer than it; and what is not saved yet is newer too.
        if seen.loaded is not None and seen.stamp is not None and changes == self._changes and not self._unsaved:
            self.kept, self._stamp = seen.loaded, seen.stamp
            for notice in seen.notices:
                self.noticed.emit(notice)
        presence = seen.presence
        self._see(presence)
        decision = self._decide(presence)
        if decision.rule is None:
            self._settle(decision)
        else:
            # All that could speak against it is asked only now: a desktop is not asked every minute for nothing.
            self._asked_aside.run(self._source.look, self._on_looked, self._on_failed)

    def _on_looked(self, presence: Presence) -> None:
        self._see(presence)
        decision = self._decide(presence)
        if decision.rule is not None and self._showing is None:
            self._show(decision)
        self._settle(decision)

    def _on_failed(self, trouble: object) -> None:
        self._on_unknown()

    def _on_unknown(self) -> None:
        """A presence that cannot be asked is one that is not known."""
        self._on_looked(Presence())

    def _decide(self, presence: Presence) -> Decision:
        return decide(
            Scene(
                self.kept.rules,
                self._manners,
                self.kept.history,
                self._watch,
                presence,
                self._clock.now(),
                self._clock.monotonic(),
                self._player.running,
                self._sessions,
            )
        )

    def _see(self, presence: Presence) -> None:
        now, asleep = self._clock.monotonic(), self._clock.asleep()
        if asleep - self._asleep >= SLEPT:
            self._watch = self._watch.waking(now)
        self._asleep = asleep
        self._watch = self._watch.seen(presence, now)

    def _show(self, decision: Decision) -> None:
        assert decision.rule is not None
        self._showing = Prompted(decision.rule.id, decision.occasion, self._clock.now())
        self._watch = self._watch.prompting(self._clock.monotonic())
        self._save(self.kept.noting(self._showing))
        self.prompted.emit(decision.rule)

    def _settle(self, decision: Decision) -> None:
        self._asking = False
        if decision != self.decision:
            self.decision = decision
            self.changed.emit()
        if self._once_more and not self._closed:
            self._once_more = False
            self.look()
            return
        now = self._clock.now()
        self.looks_at = now + POLL if decision.rule is not None else decision.look
        if self.looks_at is None:
            self._timer.stop()
        else:
            ahead = int((self.looks_at - now).total_seconds() * 1000)
            self._timer.start(min(max(_SHORTEST, ahead), _LONGEST))

    def _change(self, kept: Prompting) -> None:
        self._save(kept)
        self.changed.emit()
        self.look()

    def _save(self, kept: Prompting) -> None:
        self.kept = kept
        self._unsaved += 1
        self._changes += 1
        self._tasks.run(lambda: self._saved(kept), self._on_saved, self._on_unsaved)

    def _saved(self, kept: Prompting) -> tuple[int, int] | None:
        self._file.save(kept)
        return self._file.changed_since((0, 0))

    def _on_saved(self, stamp: tuple[int, int] | None) -> None:
        self._unsaved -= 1
        self._stamp = stamp or self._stamp

    def _on_unsaved(self, trouble: object) -> None:
        self._unsaved -= 1
        self.trouble.emit(trouble)

    @Slot()
    def _on_begun(self) -> None:
        if self._showing is not None:
            self.withdrawn.emit()
            self.answer(Answer.BEGUN)

    @Slot()
    def _on_ended(self) -> None:
        self._watch = self._watch.practising(self._clock.monotonic())
        if self.kept.rules:
            self.look()
