"""Prompts, as the program lives with them: it looks when looking is worth it, shows one, and remembers the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from fakes import FakeClock, FakePresence
from furnished import Furnished
from selfcompassion_desktop.core.breaks import Answer, Kind, Presence, Rule, Why
from selfcompassion_desktop.core.prompting import Prompting
from selfcompassion_desktop.models.prompts import PromptsModel, _Seen
from selfcompassion_desktop.store.prompts_file import PromptsFile

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
AFTERNOON = Rule("a", Kind.AT, at=time(15, 0))


class Desk:
    """A program with prompts, and what a test does with it."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.room = Furnished(folder, qtbot)
        self.clock: FakeClock = self.room.clock
        self.clock.set_wall(NOW)
        self.presence = FakePresence()
        self.file = PromptsFile(folder / "data" / "prompts.json")
        self._qtbot = qtbot
        self.rules: list[str] = []
        self.withdrawn = 0
        self.make()

    def make(self) -> None:
        models = self.room.models
        self.model = PromptsModel(
            self.file, self.presence, self.clock, models.settings, models.player, models.tasks, "run"
        )
        self.model.prompted.connect(lambda rule: self.rules.append(rule.id))
        self.model.withdrawn.connect(self._on_withdrawn)
        self.told: list[str] = []
        self.model.trouble.connect(lambda trouble: self.told.append(trouble.sentence))
        self.model.noticed.connect(self.told.append)

    def _on_withdrawn(self) -> None:
        self.withdrawn += 1

    def begin(self, *rules: Rule) -> None:
        if rules:
            self.file.save(Prompting(rules))
        self.model.begin()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.model._asking)
        self.room.settle()
        self._qtbot.waitUntil(lambda: not self.model._asking)

    def live(self, **spell: float) -> None:
        """Let time pass as the program does: it looks when its timer says so."""
        end = self.clock.now() + timedelta(**spell)
        while self.clock.now() < end:
            looks_at = self.model.looks_at or end
            self.clock.pass_time(max(0.5, (min(looks_at, end) - self.clock.now()).total_seconds()))
            if self.clock.now() >= looks_at:
                self.model.look()
                self.settle()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.model.close()
    made.room.close()


def test_without_a_rule_it_looks_once_and_never_again(desk: Desk) -> None:
    desk.begin()

    assert desk.model.decision.why is Why.NO_RULE
    assert desk.model.looks_at is None
    assert (desk.presence.glances, desk.presence.looks) == (0, 0)


def test_a_prompt_comes_at_its_time_and_the_answer_is_kept(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    assert desk.model.reason == "The next one comes at 15:00."

    desk.live(hours=1, minutes=2)

    assert desk.rules == ["a"]
    assert desk.presence.looks == 1
    desk.model.answer(Answer.NOT_NOW)
    desk.settle()
    assert [p.answer for p in desk.file.load()[0].history] == [Answer.NOT_NOW]
    assert desk.model.reason == "That was enough for today."
    desk.live(hours=3)
    assert desk.rules == ["a"]


def test_a_prompt_that_nobody_answers_is_remembered_as_shown(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    desk.live(hours=1, minutes=2)

    assert [p.answer for p in desk.file.load()[0].history] == [Answer.SHOWN]


def test_put_off_for_ten_minutes(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    desk.live(hours=1, minutes=2)
    desk.model.answer(Answer.LATER)
    desk.settle()

    desk.live(minutes=9)
    assert desk.rules == ["a"]
    desk.live(minutes=2)
    assert desk.rules == ["a", "a"]


def test_it_looks_each_minute_while_presence_alone_is_in_the_way(desk: Desk) -> None:  # case SC07
    desk.begin(AFTERNOON)
    desk.presence.presence = Presence(idle=0.0, full_screen=True)
    desk.live(hours=1, minutes=5)
    assert desk.rules == []
    assert desk.model.reason == "You are in full screen."
    looks = desk.presence.looks

    desk.presence.presence = Presence(idle=0.0)
    desk.live(minutes=1, seconds=2)

    assert desk.rules == ["a"]
    assert 4 <= looks <= 8


def test_a_sleep_gives_a_full_interval(desk: Desk) -> None:  # case SC03
    desk.begin(Rule("e", Kind.EVERY, minutes=30))
    desk.live(minutes=28)
    desk.clock.sleep(2 * 3600)

    desk.live(minutes=29)
    assert desk.rules == []
    desk.live(minutes=4)
    assert desk.rules == ["e"]


def test_a_break_takes_the_card_away_and_counts_as_an_answer(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    desk.live(hours=1, minutes=2)

    desk.room.models.library.load()
    desk.room.models.breaks.begin()
    desk.settle()

    assert desk.withdrawn == 1
    assert [p.answer for p in desk.file.load()[0].history] == [Answer.BEGUN]
    desk.model.look()
    desk.settle()
    desk.room.models.player.stop()


def test_while_practising_it_is_silent_and_asks_no_more_for_that_time(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    desk.room.models.library.load()
    desk.live(minutes=59)
    desk.room.models.breaks.begin()
    desk.live(minutes=3)
    assert desk.model.decision.why is Why.PRACTISING
    desk.room.models.player.stop()
    desk.settle()
    assert desk.model.reason == "The next one comes tomorrow 15:00."

    desk.live(hours=2)
    assert desk.rules == []


def test_a_pause_and_its_end(desk: Desk) -> None:
    desk.begin(AFTERNOON)

    desk.model.pause_for(60)
    desk.settle()
    assert desk.model.paused
    assert desk.model.reason == "Paused until 15:00."
    desk.model.pause_until_tomorrow()
    desk.settle()
    assert desk.model.reason == "Paused until tomorrow 04:00."
    desk.model.pause()
    desk.settle()
    assert desk.model.reason == "Paused until you take them up again."
    desk.model.resume()
    desk.settle()
    assert not desk.model.paused
    assert desk.file.load()[0].manners.paused_at is None


def test_rules_that_somebody_else_wrote_are_seen(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    desk.file.save(Prompting((replace(AFTERNOON, at=time(14, 30)),)))

    desk.model.look()
    desk.settle()

    assert desk.model.reason == "The next one comes at 14:30."


def test_rules_are_added_and_taken_away(desk: Desk) -> None:
    desk.begin()

    desk.model.add_rule(AFTERNOON)
    desk.settle()
    assert desk.file.load()[0].rules == (AFTERNOON,)
    assert desk.model.decision.why is Why.NOT_YET
    desk.model.remove_rule("a")
    desk.settle()
    assert desk.file.load()[0].rules == ()


def test_the_day_turns_when_the_settings_say(desk: Desk) -> None:
    desk.room.models.settings.change(day_turns_at="06:00")
    desk.begin(AFTERNOON)

    desk.model.pause_until_tomorrow()
    desk.settle()

    assert desk.model.reason == "Paused until tomorrow 06:00."


def test_a_file_that_cannot_be_written_is_told_and_the_rule_holds(desk: Desk) -> None:
    desk.begin()
    desk.file.path.mkdir()

    desk.model.add_rule(AFTERNOON)
    desk.settle()

    assert any(sentence.startswith("Could not save the rules") for sentence in desk.told)
    assert desk.model.kept.rules == (AFTERNOON,)


def test_a_presence_that_fails_is_one_that_is_not_known(desk: Desk) -> None:  # case SC27
    desk.begin(AFTERNOON)
    desk.presence.presence = Presence()

    desk.live(hours=1, minutes=2)

    assert desk.rules == ["a"]


def test_after_a_mistake_of_ours_it_goes_on_looking(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistake() -> None:
        raise KeyError("ours")

    desk.begin(AFTERNOON)
    with monkeypatch.context() as patch, capture_exceptions() as raised:
        patch.setattr(desk.presence, "glance", mistake)
        desk.model.look()
        desk.settle()

    desk.live(hours=1)

    assert raised
    assert desk.rules == ["a"]


def test_it_looks_no_more_once_it_is_closed(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    desk.model.close()

    assert desk.presence.closed
    assert desk.model.looks_at is None


def test_a_break_the_machine_slept_through_is_over_and_taken(desk: Desk) -> None:  # case SC17
    desk.begin(AFTERNOON)
    models = desk.room.models
    models.library.load()
    models.breaks.begin()
    desk.clock.pass_time(60)
    models.player.look()
    desk.clock.sleep(30 * 60)

    models.player.look()
    desk.settle()

    assert not models.player.running
    (taken,) = desk.room.services.breaks.newest(5)
    assert taken.seconds == pytest.approx(60, abs=1)


def test_a_break_that_ends_behind_a_locked_screen_is_taken_and_nothing_follows(desk: Desk) -> None:  # case SC18
    desk.begin(AFTERNOON)
    models = desk.room.models
    models.library.load()
    desk.live(minutes=58)
    models.breaks.begin()
    desk.presence.presence = Presence(idle=0.0, locked=True)
    for _ in range(40):
        desk.clock.pass_time(5)
        models.player.look()
    desk.settle()
    desk.presence.presence = Presence(idle=0.0)

    desk.live(minutes=9)

    assert not models.player.running
    assert len(desk.room.services.breaks.newest(5)) == 1
    assert desk.rules == []


def test_a_break_left_at_once_is_none(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    models = desk.room.models
    models.library.load()
    models.breaks.begin()
    desk.clock.pass_time(5)
    models.player.stop()
    desk.settle()

    assert desk.room.services.breaks.newest(5) == []


def test_a_change_made_while_the_file_is_read_is_not_undone_by_it(desk: Desk) -> None:
    desk.begin(AFTERNOON)
    stale = desk.file.load()[0]

    # As if the file had been read between two changes, and told only after both were saved.
    changes = desk.model._changes
    desk.model.pause()
    desk.settle()
    desk.model._on_glanced(_Seen(stale, (), (1, 1), Presence(idle=0.0)), changes)

    assert desk.model.kept.manners.paused_at is not None
    desk.settle()
    assert desk.model.paused
