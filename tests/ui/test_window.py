"""The window, walked through as a person would: by mouse, by keyboard alone, in a hard moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.course import CheckIn
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.ports.sound import SoundState
from selfcompassion_desktop.core.timeline import RATE, Kind, samples
from selfcompassion_desktop.models.journal import Keeping
from selfcompassion_desktop.models.player import Purpose
from selfcompassion_desktop.ui.main_window import RAIL, MainWindow, fitting
from selfcompassion_desktop.ui.places.checkin import CheckInPlace
from selfcompassion_desktop.ui.places.grounding import GroundingPlace
from selfcompassion_desktop.ui.places.library import LibraryPage
from selfcompassion_desktop.ui.places.player import AfterPage, PlayerPlace
from selfcompassion_desktop.ui.places.practise import PracticePage
from selfcompassion_desktop.ui.places.take_a_break import BreakPlace, NeedPage
from selfcompassion_desktop.ui.places.today import FirstNotice, LineField, SuggestionCard
from selfcompassion_desktop.ui.places.today_length import LengthRow
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.card import ChoiceCard
from selfcompassion_desktop.ui.widgets.label import Words
from selfcompassion_desktop.ui.widgets.page import Page

W = TypeVar("W", bound=QWidget)


class House:
    """The window with its surroundings."""

    def __init__(self, furnished: Furnished, window: MainWindow, qtbot: QtBot) -> None:
        self.furnished = furnished
        self.models = furnished.models
        self.clock = furnished.clock
        self.window = window
        self.qtbot = qtbot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the keyboard is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def seen(self, kind: type[W]) -> W:
        """The one widget of a kind that is on the screen."""
        (found,) = (w for w in self.window.findChildren(kind) if w.isVisible())
        return found

    def click(self, text: str) -> None:
        """Press the button on the screen that says this."""
        (button,) = (b for b in self.window.findChildren(QAbstractButton) if b.isVisible() and b.text() == text)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def play(self, seconds: float) -> None:
        """Let time go by for the player."""
        for _ in range(round(seconds * 2)):
            self.clock.pass_time(0.5)
            self.models.player.look()


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[House]:
    furnished = Furnished(tmp_path, qtbot)
    window = MainWindow(furnished.models, theme)
    qtbot.addWidget(window)
    window.resize(1000, 700)
    with qtbot.waitSignal(window.ready):
        window.show()
    furnished.models.library.load()
    yield House(furnished, window, qtbot)
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


def test_one_press_on_today_begins_a_practice(house: House) -> None:
    house.click("Begin")
    session = house.models.player.session
    assert session is not None
    assert session.purpose is Purpose.PRACTICE
    assert house.seen(PlayerPlace).isVisible()


def test_what_is_needed_and_how_long_choose_the_suggestion(house: House) -> None:
    house.click("I am caring for someone")
    house.click("10 min")
    assert house.models.today.suggestions[0].practice.needs[0] == "caring for someone"
    assert house.models.today.suggestions[0].length == samples(10)
    assert house.seen(SuggestionCard).isVisible()


def test_until_half_past_six_chosen_on_today_ends_then_however_long_one_thinks_it_over(house: House) -> None:
    house.click("I want to rest")
    house.click("until 18:30")  # it is 18:12
    (first, *_) = house.models.today.suggestions
    assert first.length == samples(18)
    assert "Until 18:30." in words_of(house.seen(SuggestionCard))
    house.clock.pass_time(5 * 60)
    house.click("Begin")
    session = house.models.player.session
    assert session is not None
    assert session.timeline.practice == first.practice
    assert session.timeline.length == samples(13)


def test_a_practice_that_is_shorter_than_the_time_until_then_says_its_own_length(house: House) -> None:
    house.click("until 18:45")
    house.click("I am caring for someone")
    (first, *_) = house.models.today.suggestions
    assert first.length < samples(33)
    assert "Until" not in words_of(house.seen(SuggestionCard))


def test_moments_that_have_gone_by_are_not_offered_to_one_who_comes_back(house: House) -> None:
    def offered() -> list[str]:
        row = house.seen(LengthRow)
        return [chip.text() for chip in row.chips if chip.text().startswith("until")]

    assert offered() == ["until 18:30", "until 18:45"]
    house.click("until 18:30")
    house.clock.pass_time(20 * 60)
    QApplication.sendEvent(house.window, QEvent(QEvent.Type.WindowActivate))
    assert offered() == ["until 18:45", "until 19:00"]
    assert house.seen(LengthRow).value == "5"
    assert house.models.today.suggestions[0].length == samples(5)
    house.click("until 18:45")
    house.window.go("practise")
    house.clock.pass_time(60)
    house.window.go("today")
    assert house.seen(LengthRow).minutes == 12
    house.clock.pass_time(10 * 60)
    house.window.go("today")
    assert offered() == ["until 19:00", "until 19:15"]


def words_of(widget: QWidget) -> str:
    """All that stands on a widget, in one."""
    return " ".join(label.text() for label in widget.findChildren(Words))


def test_silence_is_chosen_on_today(house: House) -> None:
    house.click("in silence")
    house.click("Begin")
    assert house.models.player.session is not None
    assert house.models.player.session.silent


def test_keys_of_the_player(house: House) -> None:
    house.click("Begin")
    player = house.models.player
    house.play(20)
    house.press(Qt.Key.Key_Space)
    assert not player.playing
    house.press(Qt.Key.Key_Space)
    assert player.playing
    house.press(Qt.Key.Key_Right)
    assert player.position == 35 * RATE
    house.press(Qt.Key.Key_Left)
    assert player.position == 20 * RATE
    house.press(Qt.Key.Key_Home)
    assert player.position == 0
    house.press(Qt.Key.Key_PageDown)
    session = player.session
    assert session is not None
    assert player.position == session.timeline.sections[1].start
    house.press(Qt.Key.Key_Escape)
    assert not player.running
    assert house.seen(SuggestionCard).isVisible()


def test_the_arrows_belong_to_the_player_also_on_a_button(house: House) -> None:
    house.click("Begin")
    house.play(20)
    place = house.seen(PlayerPlace)
    stop = next(b for b in place.findChildren(QAbstractButton) if b.text() == "Stop")
    stop.setFocus()
    house.press(Qt.Key.Key_Right)
    assert house.models.player.position == 35 * RATE


def test_the_player_shows_its_practice_from_the_first_moment(house: House) -> None:
    house.click("Begin")
    texts = " ".join(w.text() for w in house.seen(PlayerPlace).findChildren(QWidget) if hasattr(w, "text"))
    session = house.models.player.session
    assert session is not None
    assert session.timeline.practice.title in texts
    assert session.timeline.sections[0].title in texts


def test_captions_follow_the_timeline(house: House) -> None:
    house.click("Begin")
    session = house.models.player.session
    assert session is not None
    third = session.timeline.lines[2]
    house.models.player.move_to(third.start)
    assert house.seen(PlayerPlace).stage.caption.text() == third.text


def test_no_sound_is_said_in_one_quiet_sentence(house: House) -> None:
    house.click("Begin")
    house.models.player.sound_changed.emit(SoundState.ABSENT)
    place = house.seen(PlayerPlace)
    assert place.notice.sentence.count(".") <= 2
    assert "No sound" in place.notice.sentence
    house.models.player.sound_changed.emit(SoundState.SOUNDING)
    assert place.notice.sentence == ""


def test_after_the_bell_a_rating_and_a_line_if_one_likes(house: House) -> None:
    house.click("Begin")
    session = house.models.player.session
    assert session is not None
    house.play(session.timeline.seconds + 1)
    after = house.seen(AfterPage)
    house.models.settings.change(ratings_on=True)
    after.rating.dots[4].click()
    house.qtbot.keyClicks(after.line, "It was quiet.")
    house.press(Qt.Key.Key_Escape)
    house.furnished.settle()
    sitting = house.furnished.services.sittings.newest(1)[0]
    assert (sitting.finished, sitting.after) == (True, 4)
    entry = house.furnished.entries.get(house.furnished.entries.newest(1)[0].id)
    assert (entry.body, entry.source) == ("It was quiet.", f"sitting:{sitting.id}")


def stop_half_way(house: House) -> None:
    """Practise A kind hand, eight minutes, until 2:00, and stop."""
    house.window.open_practice("kind-hand", 8.0)
    house.click("Begin")
    house.play(120)
    house.press(Qt.Key.Key_Escape)


def test_one_can_go_on_where_one_stopped_or_begin_again(house: House) -> None:
    stop_half_way(house)
    house.window.open_practice("kind-hand")
    house.click("Go on from 2:00")
    assert house.models.player.position == 120 * RATE
    house.press(Qt.Key.Key_Escape)
    house.window.open_practice("kind-hand")
    house.click("Begin")
    assert house.models.player.position == 0


def test_nothing_plays_by_itself_when_one_comes_back(house: House) -> None:
    stop_half_way(house)
    house.window.open_practice("kind-hand")
    assert not house.models.player.running


def test_a_practice_heard_to_its_end_has_no_place_to_go_on_from(house: House) -> None:
    stop_half_way(house)
    house.window.open_practice("kind-hand")
    house.click("Go on from 2:00")
    house.play(6 * 60 + 1)
    assert house.models.settings.current.positions == {}


def test_another_length_has_no_place_to_go_on_from(house: House) -> None:
    stop_half_way(house)
    house.window.open_practice("kind-hand", 10.0)
    page = house.seen(PracticePage)
    assert not [b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.text().startswith("Go on")]


def test_until_half_past_six_ends_at_half_past_six(house: House) -> None:
    house.window.open_practice("soften-soothe-allow", 8.0)  # it is 18:12
    house.click("until 18:30")
    house.clock.pass_time(100)  # one reads the page a little longer
    house.click("Begin")
    session = house.models.player.session
    assert session is not None
    assert session.timeline.seconds == 18 * 60 - 100


def test_one_may_sit_in_silence(house: House) -> None:
    house.window.go("practise")
    house.click("Sit in silence, with bells only")
    house.click("5 min")
    house.click("Begin")
    session = house.models.player.session
    assert session is not None
    bells = [c.start / RATE for c in session.timeline.cues if c.kind is Kind.BELL]
    assert bells == [0, 300, 600]
    house.play(session.timeline.seconds + 1)
    house.furnished.settle()
    assert house.furnished.services.sittings.newest(1)[0].finished


def test_one_who_feels_worse_is_offered_ease(house: House) -> None:
    house.window.open_practice("soften-soothe-allow", 6.0)
    house.seen(PracticePage).rating.dots[3].click()
    house.click("Begin")
    house.play(6 * 60 + 1)
    after = house.seen(AfterPage)
    after.rating.dots[5].click()
    assert not after.care.isVisible()
    after.rating.dots[6].click()
    assert after.care.isVisible()
    house.click("A short break")
    session = house.models.player.session
    assert session is not None
    assert session.purpose is Purpose.BREAK


def test_a_break_is_one_key_away_from_everywhere(house: House) -> None:
    for place in ("today", "practise", "journal", "settings"):
        house.window.go(place)
        house.press(Qt.Key.Key_F2)
        session = house.models.player.session
        assert session is not None, place
        assert session.purpose is Purpose.BREAK, place
        house.press(Qt.Key.Key_Escape)
        assert not house.models.player.running, place


def test_the_second_step_of_the_break_may_be_left_out(house: House) -> None:
    house.press(Qt.Key.Key_F2)
    place = house.seen(BreakPlace)
    assert not place.skip.isVisible()
    session = house.models.player.session
    assert session is not None
    titles = [s.title for s in session.timeline.sections]
    house.models.player.move_to_section(titles.index("Others feel this too"))
    assert place.skip.isVisible()
    place.skip.click()
    cue = house.models.player.current_cue()
    assert cue is not None
    assert titles[cue.section] == "May I be kind to myself"


def test_a_break_ends_in_what_do_i_need(house: House) -> None:
    house.press(Qt.Key.Key_F2)
    session = house.models.player.session
    assert session is not None
    house.play(session.timeline.seconds + 1)
    page = house.seen(NeedPage)
    house.click("a glass of water")
    house.qtbot.keyClicks(page.line, "Tired, and still here.")
    house.click("Done")
    house.furnished.settle()
    (taken,) = house.furnished.services.breaks.newest(5)
    assert taken.need == "water"
    assert taken.seconds == pytest.approx(session.timeline.seconds)
    entry = house.furnished.entries.get(house.furnished.entries.newest(1)[0].id)
    assert (entry.body, entry.source) == ("Tired, and still here.", "break")


def test_ones_own_words_come_in_the_last_step_in_turn(house: House) -> None:
    house.models.settings.change(break_phrases=("May I be patient.", "May I rest."), break_hand="heart")
    seen = []
    for _ in range(3):
        house.press(Qt.Key.Key_F2)
        place = house.seen(BreakPlace)
        assert place.hand.text() == "A hand on your heart, if you like."
        assert not place.own.isVisible()
        house.models.breaks.pass_over()
        house.models.breaks.pass_over()
        assert place.own.isVisible()
        seen.append(place.own.text())
        house.models.player.stop()
    assert seen == ["May I be patient.", "May I rest.", "May I be patient."]


def test_without_words_of_ones_own_nothing_takes_their_place(house: House) -> None:
    house.press(Qt.Key.Key_F2)
    place = house.seen(BreakPlace)
    house.models.breaks.pass_over()
    house.models.breaks.pass_over()
    assert not place.own.isVisible()
    assert not place.hand.isVisible()


def test_how_hard_it_is_takes_one_key_before_and_one_after(house: House) -> None:
    house.press(Qt.Key.Key_F2)
    place = house.seen(BreakPlace)
    assert "A key from 0 to 9" in place.rate.text()
    house.qtbot.keyClicks(place, "8")
    assert place.rate.text() == "8 of 10"
    session = house.models.player.session
    assert session is not None
    house.play(session.timeline.seconds + 1)
    page = house.seen(NeedPage)
    assert page.rating.isVisible()
    house.qtbot.keyClicks(page.rating.dots[0], "5")
    house.click("Done")
    house.furnished.settle()
    (taken,) = house.furnished.services.breaks.newest(5)
    assert (taken.before, taken.after) == (8, 5)


def test_whoever_says_nothing_before_is_not_asked_afterwards(house: House) -> None:
    house.press(Qt.Key.Key_F2)
    session = house.models.player.session
    assert session is not None
    house.play(session.timeline.seconds + 1)
    assert not house.seen(NeedPage).rating.isVisible()


def test_whoever_does_not_want_to_be_asked_is_not(house: House) -> None:
    house.models.settings.change(ratings_on=False)
    house.press(Qt.Key.Key_F2)
    place = house.seen(BreakPlace)
    house.qtbot.keyClicks(place, "8")
    assert not place.rate.isVisible()
    assert house.models.breaks.before is None


def test_ten_minutes_after_a_break_lead_to_a_practice(house: House) -> None:
    house.press(Qt.Key.Key_F2)
    session = house.models.player.session
    assert session is not None
    house.play(session.timeline.seconds + 1)
    house.click("I have ten minutes")
    assert house.seen(PracticePage).isVisible()


def test_too_much_asks_nothing(house: House) -> None:
    house.click("Begin")
    house.play(30)
    house.press(Qt.Key.Key_F3)
    assert not house.models.player.running
    place = house.seen(GroundingPlace)
    house.qtbot.waitUntil(lambda: house.models.player.running)
    session = house.models.player.session
    assert session is not None
    assert session.purpose is Purpose.GROUNDING
    assert session.timeline.seconds == 60
    assert place.isVisible()
    house.press(Qt.Key.Key_Escape)
    assert not house.models.player.running
    assert house.seen(SuggestionCard).isVisible()


def test_too_much_is_there_when_nothing_plays(house: House) -> None:
    house.window.go("journal")
    house.press(Qt.Key.Key_F3)
    house.qtbot.waitUntil(lambda: house.models.player.running)
    assert house.seen(GroundingPlace).isVisible()


def test_leaving_the_grounding_before_it_begins_leaves_silence(house: House) -> None:
    house.click("Begin")
    house.press(Qt.Key.Key_F3)
    house.press(Qt.Key.Key_Escape)
    house.qtbot.wait(50)
    assert not house.models.player.running


def test_what_this_is_not_is_said_once(house: House) -> None:
    notice = house.seen(FirstNotice)
    house.click("Thank you, I know")
    assert not notice.isVisible()
    assert house.models.settings.current.notice_seen


def test_one_line_for_today_is_kept_while_it_is_typed(house: House) -> None:
    line = next(f for f in house.window.findChildren(LineField) if f.isVisible())
    house.qtbot.keyClicks(line, "A heron on the weir")
    house.qtbot.waitSignal(line.kept, timeout=3000).wait()
    entries = house.furnished.entries
    assert entries.get(entries.newest(1)[0].id).body == "A heron on the weir"
    house.qtbot.keyClicks(line, ".")
    house.qtbot.keyClick(line, Qt.Key.Key_Return)
    house.furnished.settle()
    assert entries.count() == 1
    assert entries.get(entries.newest(1)[0].id).body == "A heron on the weir."
    assert line.text() == ""


def test_a_line_taken_back_leaves_no_entry(house: House) -> None:
    line = next(f for f in house.window.findChildren(LineField) if f.isVisible())
    house.qtbot.keyClicks(line, "no")
    house.qtbot.waitSignal(line.kept, timeout=3000).wait()
    line.clear()
    line.textEdited.emit("")
    house.qtbot.keyClick(line, Qt.Key.Key_Return)
    house.furnished.settle()
    assert house.furnished.entries.count() == 0


def test_the_whole_of_today_is_reached_by_tab(house: House) -> None:
    reached: set[str] = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        if focus is not None:
            reached.add(focus.accessibleName() or getattr(focus, "text", lambda: "")())
        house.press(Qt.Key.Key_Tab)
    chosen = {"I am in pain", "5 min", "with sound", "One line for today"}
    assert {"Today", "Take a break", "Too much?", *chosen} <= reached
    assert any(name.startswith("Begin") for name in reached)


def test_every_place_names_everything_one_can_reach(house: House) -> None:  # case AX01, AX02
    sitting = house.furnished.services.sittings.begin("kind-hand", "A kind hand", 300.0, "")
    house.furnished.services.sittings.rate(sitting, 7, 4, "pain")
    house.furnished.services.sittings.end(sitting, 300.0, 300.0, finished=True)
    for place in (*RAIL, "help"):
        house.window.go(place)
        house.furnished.settle()
        for widget in house.window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled():
                name = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                proxied = widget.focusProxy() is not None
                assert name or proxied or widget.findChildren(QWidget), f"{place}: {widget}"


def test_a_trouble_is_one_sentence_and_stays_out_of_the_way(house: House) -> None:
    house.window.tell(Trouble("Could not save: the disk is full."))
    assert house.window.notice.sentence == "Could not save: the disk is full."
    assert house.window.isEnabled()


def test_the_bin_is_emptied_after_thirty_days(house: House) -> None:
    entries = house.furnished.entries
    old, young = entries.add("old"), entries.add("young")
    entries.discard(old.id)
    house.clock.pass_time(25 * 86_400)
    entries.discard(young.id)
    house.clock.pass_time(6 * 86_400)
    house.models.store.opened.emit()
    house.furnished.settle()
    assert [g.title for g in entries.binned()] == ["young"]


def test_closing_keeps_what_was_just_typed(house: House) -> None:
    house.models.journal.fresh()
    house.models.journal.edit("typed a moment ago")
    house.window.close()
    assert [g.title for g in house.furnished.entries.newest(5)] == ["typed a moment ago"]


SCREEN = QRect(0, 0, 1366, 768)


@pytest.mark.parametrize(
    "wished",
    [
        {"x": 5000, "y": -2000, "width": 1200, "height": 800},
        {"x": 0, "y": 0, "width": 1, "height": 1},
        {"x": -10, "y": 10, "width": 20000, "height": 20000},
        {"x": 1300, "y": 700, "width": 900, "height": 600},
        {"x": 100, "y": -500, "width": 900, "height": 600},
        {},
    ],
)
def test_a_window_is_never_out_of_reach(wished: dict[str, int]) -> None:  # case ST14
    rect = fitting(wished, [SCREEN])
    seen = rect.intersected(SCREEN)
    assert seen.width() >= 200
    assert seen.height() >= 150
    assert rect.top() >= SCREEN.top()
    assert rect.width() <= SCREEN.width()
    assert rect.height() <= SCREEN.height()


def test_a_window_on_a_second_screen_stays_there() -> None:
    second = QRect(1366, 0, 1920, 1080)
    wished = {"x": 1500, "y": 100, "width": 1200, "height": 800}
    assert fitting(wished, [SCREEN, second]) == QRect(1500, 100, 1200, 800)


def _write(house: House, text: str) -> None:
    house.window.go("journal")
    house.models.journal.edit(text)
    house.models.journal.save()
    house.furnished.settle()


def test_what_is_not_kept_is_told_once_by_the_page_itself(house: House) -> None:
    house.furnished.entries.full = True
    _write(house, "A hard day")
    assert house.models.journal.keeping is Keeping.NOT_KEPT
    assert house.window.notice.sentence == ""


def test_what_is_not_kept_is_told_elsewhere_until_it_is_kept(house: House) -> None:
    _write(house, "A hard day")
    house.window.go("today")
    house.furnished.entries.full = True
    house.models.journal.edit("A hard day, and a long one")
    house.models.journal.save()
    house.furnished.settle()
    assert house.window.notice.sentence == "The disk is full."
    house.furnished.entries.full = False
    house.qtbot.waitUntil(lambda: house.models.journal.keeping is Keeping.KEPT)
    assert house.window.notice.sentence == ""


def test_what_sounds_behind_and_which_bell_are_chosen_on_the_page_and_remembered(house: House) -> None:
    house.window.open_practice("self-compassion-break", 6)
    page = house.seen(PracticePage)
    for card, label in ((page.soundscape, "Soft rain"), (page.bell, "A chime")):
        next(action for action in card.menu.actions() if action.text() == label).trigger()
    assert house.models.settings.current.soundscape == "rain"
    assert house.models.settings.current.bell == "chime"
    house.window.go("practise")
    house.window.open_practice("kind-hand", 6)
    assert (page.soundscape.value, page.bell.value) == ("rain", "chime")


def test_a_sitting_is_not_rated_where_one_does_not_want_it(house: House) -> None:
    house.window.open_practice("self-compassion-break", 6)
    page = house.seen(PracticePage)
    assert page.rating.isVisible()
    next(action for action in page.rated.menu.actions() if action.text() == "No rating").trigger()
    assert not page.rating.isVisible()
    assert house.models.settings.current.ratings_on  # for this sitting alone


def test_the_library_shows_what_fits_the_time_one_has(house: House) -> None:
    house.window.go("practise")
    house.click("30 min")
    shown = [offer for offer in house.models.library.offers if offer.shortest <= 30 <= offer.longest]
    page = house.seen(LibraryPage)
    visible = [card for card in page.findChildren(ChoiceCard) if card.isVisible()]
    assert 0 < len(shown) < len(house.models.library.offers)
    assert sorted(card.accessibleName().split(".")[0] for card in visible) == sorted(
        offer.practice.title for offer in shown
    )


def test_questions_of_a_course_are_answered_by_keys_alone_and_its_step_is_done(house: House) -> None:
    house.furnished.models.store.open()
    house.furnished.settle()
    way = house.furnished.walk.begin("two-weeks-with-pain")
    house.models.courses.load()
    house.furnished.settle()
    step = way.next.step
    assert isinstance(step, CheckIn)
    house.models.courses.take(way, step)
    house.furnished.settle()
    assert house.seen(CheckInPlace).isVisible()
    for key in (Qt.Key.Key_7, Qt.Key.Key_X, Qt.Key.Key_2):
        house.press(key)
        house.press(Qt.Key.Key_Return)
    house.furnished.settle()
    house.press(Qt.Key.Key_Return)
    assert not house.window.findChildren(CheckInPlace)[0].isVisible()
    (record,) = house.furnished.services.checkins.history()
    assert dict(record.answers) == {"pain": 7, "strongest": 10, "weakest": 2}
    assert house.furnished.walk.way("two-weeks-with-pain").done[step.id].subject == record.id


def test_no_place_is_wider_than_a_small_window_with_letters_twice_as_large(house: House, theme: Theme) -> None:
    theme.set_text_scale(200)
    house.window.resize(900, 600)
    house.models.store.open()
    house.models.library.load()  # Today suggests something then
    for name in RAIL:
        house.window.go(name)
        house.furnished.settle()
        house.furnished.settle()
        too_wide = {
            page.accessibleName(): page.horizontalScrollBar().maximum()
            for page in house.window.findChildren(Page)
            if page.isVisible() and page.horizontalScrollBar().maximum()
        }
        assert not too_wide
