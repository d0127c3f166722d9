"""Prompts in the settings: a rule is made and removed, and how things stand is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.breaks import WEEK, Hours, Kind, Rule
from selfcompassion_desktop.ui.places.settings_prompts import PromptsSection, RuleCard
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.buttons import TextButton


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    made.clock.set_wall(datetime(2026, 11, 25, 14, 0, tzinfo=UTC))
    yield made
    made.models.prompts.close()
    made.settle()
    made.close()


@pytest.fixture
def section(room: Furnished, qtbot: QtBot) -> PromptsSection:
    made = PromptsSection(room.models)
    room.show(made)
    made.shown()
    settle(room, qtbot)
    return made


def settle(room: Furnished, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not room.models.prompts._asking)
    room.settle()
    qtbot.waitUntil(lambda: not room.models.prompts._asking)


def test_a_rule_is_made_as_it_was_chosen_and_removed(room: Furnished, section: PromptsSection, qtbot: QtBot) -> None:
    assert section.reason.text() == "There is no rule yet, so nothing comes."
    maker = section.maker
    maker.at.setTime(QTime(15, 30))
    maker.days.set_values(["mon", "wed"])
    maker.sentence.setText("When I sit down, I …")

    maker.add.click()
    settle(room, qtbot)

    (rule,) = room.models.prompts.kept.rules
    assert (rule.kind, rule.at, rule.days, rule.sentence) == (
        Kind.AT, time(15, 30), frozenset({0, 2}), "When I sit down, I …",
    )  # fmt: skip
    assert section.reason.text() == "The next one comes at 15:30."
    card = section.findChild(RuleCard)
    assert card is not None
    button = card.findChild(TextButton)
    assert button is not None
    assert button.accessibleName() == "Remove: at 15:30, Monday and Wednesday"

    button.click()
    settle(room, qtbot)
    assert room.models.prompts.kept.rules == ()


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (Kind.EVERY, Rule("", Kind.EVERY, minutes=45)),
        (Kind.LONG, Rule("", Kind.LONG, minutes=45)),
        (Kind.RANDOM, Rule("", Kind.RANDOM, minutes=45, times=2)),
    ],
)
def test_every_kind_of_rule_can_be_made(
    room: Furnished, section: PromptsSection, qtbot: QtBot, kind: Kind, rule: Rule
) -> None:
    section.maker.kind.set_value(kind.value)
    section.maker.minutes.set_value("45")
    section.maker.times.set_value(str(rule.times))

    section.maker.add.click()
    settle(room, qtbot)

    (made,) = room.models.prompts.kept.rules
    assert (made.kind, made.minutes, made.times, made.days) == (kind, 45, rule.times, WEEK)


def test_a_rule_without_a_day_is_refused_in_a_sentence(section: PromptsSection) -> None:
    section.maker.days.set_values([])

    section.maker.add.click()

    assert section.maker._why.text() == "A rule needs at least one day of the week."
    assert section.maker._why.isVisible()


def test_a_rule_made_twice_is_there_once(room: Furnished, section: PromptsSection, qtbot: QtBot) -> None:
    section.maker.add.click()
    section.maker.add.click()
    settle(room, qtbot)

    assert len(room.models.prompts.kept.rules) == 1


def test_quiet_hours_days_off_and_the_rest_are_kept(room: Furnished, section: PromptsSection, qtbot: QtBot) -> None:
    section.quiet.start.setTime(QTime(22, 30))
    section.off.chips[6].click()
    section.most._pressed("3")
    section.over._pressed("yes")
    settle(room, qtbot)

    manners = room.services.prompts_file.load()[0].manners
    assert manners.quiet == Hours(time(22, 30), time(8, 0))
    assert (manners.days_off, manners.most, manners.over_full_screen) == (frozenset({6}), 3, True)
    section.quiet.tick.click()
    settle(room, qtbot)
    assert room.services.prompts_file.load()[0].manners.quiet is None
    assert not section.quiet.start.isEnabled()


def test_a_pause_and_its_end(room: Furnished, section: PromptsSection, qtbot: QtBot) -> None:
    section.maker.add.click()
    settle(room, qtbot)
    assert not section.resume.isVisible()

    section._pause_hour.click()
    settle(room, qtbot)
    assert section.reason.text() == "Paused until 15:00."
    assert section.resume.isVisible()
    section.resume.click()
    settle(room, qtbot)
    assert section.reason.text() == "The next one comes at 15:00."


def test_beginning_with_the_system_shows_what_the_entry_says(
    room: Furnished, section: PromptsSection, qtbot: QtBot
) -> None:  # case SC26
    section.login._pressed("yes")
    settle(room, qtbot)
    autostart = room.models.login._autostart
    assert autostart.on
    assert section.login.value == "yes"

    autostart.refuses = True  # type: ignore[attr-defined]
    section.login._pressed("no")
    settle(room, qtbot)
    assert section.login.value == "yes"
    assert "cannot be written" in section._login_trouble.text()
