"""From a rule to a break: the card, the tray, and a window that is closed and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon, QPixmap
from pytestqt.qtbot import QtBot

from fakes import FakeNotifier, FakePresence
from furnished import Furnished
from selfcompassion_desktop.core.breaks import Answer, Kind, Presence, Rule
from selfcompassion_desktop.core.ports.notifier import Gone
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.offering import Offering
from selfcompassion_desktop.ui.places.journal_import import JournalImport
from selfcompassion_desktop.ui.prompt_card import PromptCard
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.tray import Tray

AFTERNOON = Rule("a", Kind.AT, "When I sit down after lunch, I …", at=time(15, 0))


def _icon() -> QIcon:
    picture = QPixmap(16, 16)
    picture.fill()
    return QIcon(picture)


class Desk:
    """A window whose prompts are due."""

    def __init__(self, folder: Path, qtbot: QtBot, theme: Theme) -> None:
        self.room = Furnished(folder, qtbot)
        self.room.clock.set_wall(datetime(2026, 11, 25, 14, 0, tzinfo=UTC))
        self.models = self.room.models
        self.models.library.load()
        self.window = MainWindow(self.models, theme)
        qtbot.addWidget(self.window)
        with qtbot.waitSignal(self.window.ready):
            self.window.show()
        self.offering = Offering(self.models, _icon, lambda: self.window, lambda: None)
        self.offering.attach(self.window)
        self._qtbot = qtbot

    @property
    def prompts(self) -> list[Answer]:
        return [prompted.answer for prompted in self.models.prompts.kept.history]

    @property
    def card(self) -> PromptCard:
        assert self.offering.card is not None
        return self.offering.card

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.models.prompts._asking)
        self.room.settle()
        self._qtbot.waitUntil(lambda: not self.models.prompts._asking)

    def prompt(self) -> PromptCard:
        self.due()
        assert self.card.isVisible()
        return self.card

    def due(self) -> None:
        self.models.prompts.add_rule(AFTERNOON)
        self.settle()
        self.room.clock.pass_time(3600)
        self.models.prompts.look()
        self.settle()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot, theme)
    yield made
    if made.offering.card is not None:
        made.card.withdraw()
    made.models.player.stop()
    made.models.prompts.close()
    made.settle()
    made.room.close()


def test_begin_takes_a_break_in_the_window(desk: Desk) -> None:
    desk.window.showMinimized()

    desk.prompt().begin_button.click()
    desk.settle()

    assert desk.models.player.running
    assert not desk.window.isMinimized()
    assert desk.prompts == [Answer.BEGUN]
    assert not desk.card.isVisible()


@pytest.mark.parametrize(("button", "answer"), [("later_button", Answer.LATER), ("not_now_button", Answer.NOT_NOW)])
def test_the_other_answers_are_kept_and_nothing_asks_why(desk: Desk, button: str, answer: Answer) -> None:
    getattr(desk.prompt(), button).click()
    desk.settle()

    assert desk.prompts == [answer]
    assert not desk.models.player.running


@pytest.mark.parametrize(
    ("button", "told"), [("hour_button", "Paused until 16:00."), ("tomorrow_button", "Paused until tomorrow 04:00.")]
)
def test_a_pause_from_the_card(desk: Desk, button: str, told: str) -> None:
    getattr(desk.prompt(), button).click()
    desk.settle()

    assert desk.models.prompts.reason == told
    assert desk.prompts == [Answer.NOT_NOW]


@pytest.mark.parametrize(
    ("presence", "answer"),
    [(Presence(idle=5.0), Answer.SHOWN), (Presence(idle=90.0), Answer.UNSEEN), (Presence(0.0, True), Answer.UNSEEN)],
)
def test_a_card_that_faded_was_unseen_where_nobody_was_there(
    desk: Desk, qtbot: QtBot, presence: Presence, answer: Answer
) -> None:
    card = desk.prompt()  # case SC19
    source = desk.models.prompts._source
    assert isinstance(source, FakePresence)
    source.presence = presence

    with qtbot.waitSignal(desk.models.prompts.changed):
        card._fade()

    assert desk.prompts == [answer]


def test_a_break_begun_elsewhere_takes_the_card_away(desk: Desk) -> None:
    card = desk.prompt()

    desk.models.breaks.begin()
    desk.settle()

    assert not card.isVisible()
    assert desk.prompts == [Answer.BEGUN]


def test_without_a_rule_there_is_no_icon_and_closing_ends_the_program(desk: Desk) -> None:
    assert desk.offering.tray is None

    desk.window.close()

    assert not desk.window.hide_instead


def test_without_a_tray_closing_is_closing(desk: Desk) -> None:  # case ST01
    desk.models.prompts.add_rule(AFTERNOON)
    desk.settle()
    assert not Tray.is_there()  # the offscreen platform has none

    desk.window.close()

    assert not desk.window.hide_instead


def test_with_a_tray_the_window_hides_says_so_once_and_comes_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:  # case ST03
    monkeypatch.setattr(Tray, "is_there", staticmethod(lambda: True))
    desk.models.prompts.add_rule(AFTERNOON)
    desk.settle()
    tray = desk.offering.tray
    assert tray is not None

    desk.window.close()
    assert desk.window.hide_instead
    assert not desk.window.isVisible()
    assert desk.models.settings.current.tray_told

    tray.open_wanted.emit()
    assert desk.window.isVisible()
    tray.break_wanted.emit()
    assert desk.models.player.running
    desk.window.close()
    assert not desk.models.player.running


def test_the_trays_menu_shows_how_prompts_stand(desk: Desk) -> None:
    desk.models.prompts.add_rule(AFTERNOON)
    desk.settle()
    tray = desk.offering.tray
    assert tray is not None

    def seen() -> list[str]:
        return [action.text() for action in tray.menu.actions() if action.isVisible() and action.text()]

    assert seen() == ["The next one comes at 15:00.", "Take a break", "Pause prompts", "Open", "Quit"]
    assert tray.tip == "Self-Compassion\nThe next one comes at 15:00."
    desk.models.prompts.pause()
    desk.settle()
    assert seen() == ["Paused until you take them up again.", "Take a break", "Take prompts up again", "Open", "Quit"]
    desk.models.prompts.resume()
    desk.models.prompts.remove_rule("a")
    desk.settle()
    assert seen() == ["Take a break", "Open", "Quit"]
    assert tray.tip == "Self-Compassion"


def test_the_last_practice_is_in_the_menu(desk: Desk) -> None:
    desk.models.prompts.add_rule(AFTERNOON)
    offer = desk.models.library.offers[0]
    desk.room.services.sittings.begin(offer.practice.id, offer.practice.title, 60, "")
    desk.models.today.refresh()
    desk.settle()
    tray = desk.offering.tray
    assert tray is not None

    assert f"Practise “{offer.practice.title}”" in [action.text() for action in tray.menu.actions()]
    tray.last_wanted.emit()
    assert desk.window.isVisible()


def test_quitting_ends_it_whatever_the_tray_would_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tray, "is_there", staticmethod(lambda: True))
    desk.models.prompts.add_rule(AFTERNOON)
    desk.settle()

    desk.window.quit()

    assert not desk.window.hide_instead
    assert not desk.window.isVisible()


def test_the_desktops_notifications_can_be_used_instead(desk: Desk, qtbot: QtBot) -> None:
    notifier = desk.models.notifications._notifier
    assert isinstance(notifier, FakeNotifier)
    desk.models.settings.change(prompt_by="notification")
    desk.due()

    assert notifier.shown == [("A moment for you?", "One minute, or three.")]  # without the person's own words
    assert desk.offering.card is None
    notifier.answered("later")
    desk.settle()
    assert desk.prompts == [Answer.LATER]


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ("begin", Answer.BEGUN),
        ("not now", Answer.NOT_NOW),
        (Gone.DISMISSED, Answer.NOT_NOW),
        (Gone.EXPIRED, Answer.SHOWN),
    ],
)
def test_what_a_notification_tells_is_kept(desk: Desk, qtbot: QtBot, told: str | Gone, answer: Answer) -> None:
    notifier = desk.models.notifications._notifier
    assert isinstance(notifier, FakeNotifier)
    desk.models.settings.change(prompt_by="notification")
    desk.due()

    with qtbot.waitSignal(desk.models.prompts.changed):
        notifier.answered(told)

    assert desk.prompts == [answer]


def test_without_a_notification_service_the_card_comes(desk: Desk) -> None:  # case SC27
    notifier = desk.models.notifications._notifier
    assert isinstance(notifier, FakeNotifier)
    desk.models.settings.change(prompt_by="notification")
    desk.due()

    notifier.answered(Gone.ABSENT)

    assert desk.card.isVisible()
    desk.card.not_now_button.click()
    desk.settle()
    assert desk.prompts == [Answer.NOT_NOW]


def test_an_import_goes_on_where_closing_only_hides_the_window(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Tray, "is_there", staticmethod(lambda: True))
    desk.models.prompts.add_rule(AFTERNOON)
    desk.settle()
    file = tmp_path / "old-diary.txt"
    file.write_text("\n".join(f"[2020-01-{n + 1:02} 09:00] Day {n}\nA line.\n" for n in range(28)))
    with qtbot.waitSignal(desk.models.taking_in.looked, timeout=30_000):
        desk.window.open_import(file)
    (taking,) = desk.window.findChildren(JournalImport)
    taking.take.click()

    desk.window.close()

    assert not desk.window.isVisible()
    qtbot.waitUntil(lambda: not desk.models.taking_in.busy, timeout=30_000)
    assert desk.room.entries.count() == 28
