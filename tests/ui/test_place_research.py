"""Taking part in a study in the window: its form, a look at all that would leave, a file, and the way out."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.research import Form
from selfcompassion_desktop.ui.places.courses import CoursesPlace
from selfcompassion_desktop.ui.places.research import ConsentForm, LeavingCard, ResearchPage
from selfcompassion_desktop.ui.widgets.label import Words

COURSE = "kind-days"
COURSES = Path(__file__).parent.parent / "data" / "courses"


class House:
    def __init__(self, furnished: Furnished, place: CoursesPlace, qtbot: QtBot) -> None:
        self.furnished = furnished
        self.place = place
        self.qtbot = qtbot

    def settle(self) -> None:
        self.furnished.settle()
        self.qtbot.wait(1)

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def row(self) -> list[QAbstractButton]:
        buttons = self.place.course.findChildren(QAbstractButton)
        return [b for b in buttons if b.isVisible() and b.accessibleName().startswith("Taking part")]

    @property
    def page(self) -> ResearchPage:
        assert self.place.study is not None
        return self.place.study

    @property
    def form(self) -> ConsentForm:
        assert self.page.form is not None
        return self.page.form

    @property
    def leaving(self) -> LeavingCard:
        assert self.page.leaving is not None
        return self.page.leaving

    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(Words) if label.isVisible()]

    def open(self) -> None:
        self.place.open(COURSE)
        self.settle()
        (row,) = self.row()
        self.click(row)

    def take_part(self) -> None:
        self.open()
        self.form.ticks["use"].setChecked(True)
        self.click(self.form.agree)


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    for course in (COURSE, "a-few-days"):
        shutil.copytree(COURSES / course, tmp_path / "data" / "packs" / "small" / "courses" / course)
    furnished = Furnished(tmp_path, qtbot)
    furnished.models.library.load()
    place = CoursesPlace(furnished.models)
    place.shown()
    furnished.show(place, 1000, 900)
    furnished.settle()
    yield House(furnished, place, qtbot)
    furnished.close()


def answer(house: House) -> None:
    services = house.furnished.services
    way = services.walk.begin(COURSE)
    measure = services.library.measure("pain-week")
    services.checkins.finish(services.checkins.begin(measure, run=way.run.id), {"pain": 4})


def test_only_a_course_that_carries_a_study_offers_it(house: House) -> None:
    house.place.open("a-few-days")
    house.settle()
    assert house.row() == []
    house.open()
    assert "We would like to know how kind days go." in house.words()
    assert "Contact: Dr Ana Example, study@example.org" in house.words()


def test_nothing_is_ticked_and_what_is_needed_has_to_be(house: House) -> None:
    house.open()
    form = house.form
    assert [tick.isChecked() for tick in form.ticks.values()] == [False, False]
    assert house.page.leaving is None
    form.ticks["sharing"].setChecked(True)
    assert not form.agree.isEnabled()
    form.ticks["sharing"].setChecked(False)
    form.ticks["use"].setChecked(True)
    house.click(form.agree)
    part = house.furnished.models.studies.part
    assert part is not None
    assert part.consent is not None
    assert part.consent.purposes == {"use": True, "sharing": False}
    assert "You agreed on 25 November 2026." in house.words()
    assert not house.form.agree.isEnabled()  # nothing is another than what stands


def test_the_form_is_reached_and_filled_in_with_the_keyboard_alone(house: House) -> None:
    house.open()
    assert house.page.isAncestorOf(house.place.window().focusWidget())
    needed = house.form.ticks["use"]
    for _ in range(4):
        if needed.hasFocus():
            break
        house.qtbot.keyClick(house.place.window().focusWidget(), Qt.Key.Key_Tab)
    assert needed.hasFocus()
    house.qtbot.keyClick(needed, Qt.Key.Key_Space)
    assert needed.isChecked()
    assert needed.accessibleName() == "I agree to this: My answers may be used for this study."
    house.qtbot.keyClick(needed, Qt.Key.Key_Tab)
    house.qtbot.keyClick(house.form.ticks["sharing"], Qt.Key.Key_Tab)
    assert house.form.agree.hasFocus()
    house.qtbot.keyClick(house.form.agree, Qt.Key.Key_Space)
    house.settle()
    assert house.page.leaving is not None
    assert house.page.isAncestorOf(house.place.window().focusWidget())


def test_what_could_not_be_kept_can_be_pressed_again(house: House) -> None:
    house.open()
    house.form.ticks["use"].setChecked(True)
    form = house.form
    form.agree.click()
    assert not form.agree.isEnabled()
    house.furnished.models.studies.trouble.emit(Trouble("The disk is full."))
    assert house.page.notice.sentence == "The disk is full."
    assert form.agree.isEnabled()
    house.settle()


def test_all_that_would_leave_is_seen_before_it_can_be_saved(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(house)
    house.take_part()
    card = house.leaving
    assert not card.save.isVisible()
    house.click(card.look)
    assert "1 check-in." in house.words()
    for shown in ("answers.csv", "codebook.csv", "kindness-2026"):
        assert shown in card.text.toPlainText()
    card.kind.setCurrentIndex(card.kind.findData(Form.BIDS))
    house.settle()
    assert "phenotype/pain_week.tsv" in card.text.toPlainText()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    house.click(card.save)
    with zipfile.ZipFile(tmp_path / "mine.zip") as found:
        texts = [found.read(name).decode() for name in found.namelist()]
    assert texts
    assert all(text.rstrip("\n") in card.text.toPlainText() for text in texts)
    assert any(words.startswith("Saved as") for words in house.words())


def test_one_press_withdraws_and_nothing_more_is_taken_out(house: House, tmp_path: Path) -> None:
    answer(house)
    house.take_part()
    house.click(house.leaving.look)
    preview = house.furnished.models.studies.preview
    house.click(house.leaving.withdraw)
    assert house.page.leaving is None
    assert any("You have withdrawn" in words for words in house.words())
    assert [tick.isChecked() for tick in house.form.ticks.values()] == [False, False]

    studies = house.furnished.models.studies
    assert studies.preview is None
    studies.preview = preview  # as where the terminal withdrew meanwhile
    with house.qtbot.waitSignal(studies.trouble):
        studies.write(str(tmp_path / "late.zip"))
    assert not (tmp_path / "late.zip").exists()
    assert "withdrawn" in house.page.notice.sentence


def test_a_locked_store_leaves_nothing_of_it_on_the_page(house: House) -> None:
    answer(house)
    house.take_part()
    house.click(house.leaving.look)
    house.furnished.models.studies.forget()
    house.settle()
    assert (house.furnished.models.studies.part, house.furnished.models.studies.preview) == (None, None)
    assert house.page.leaving is None
    assert house.words() == []
