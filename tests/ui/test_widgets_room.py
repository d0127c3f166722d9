"""Nothing is cut off: large text, long words, narrow windows, either reading side."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QRegion
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.look import sans, serif
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, TextButton
from selfcompassion_desktop.ui.widgets.chips import ChipRow
from selfcompassion_desktop.ui.widgets.dots import DaysDots
from selfcompassion_desktop.ui.widgets.flow import FlowRow
from selfcompassion_desktop.ui.widgets.label import ElidedLabel, ProseLabel
from selfcompassion_desktop.ui.widgets.page import Page, margin_for
from selfcompassion_desktop.ui.widgets.paint import Laid, balanced, evened, lay_out, right_to_left
from selfcompassion_desktop.ui.widgets.rail import Rail
from selfcompassion_desktop.ui.widgets.slider import SectionPart, SectionStrip

GERMAN = "Selbstmitgefühlspausenerinnerungseinstellungen"
NEEDS = [("a", "Ich gehe hart mit mir ins Gericht"), ("b", GERMAN), ("c", "Zur Ruhe kommen"), ("d", "أقسو على نفسي")]


# case AX06
@pytest.mark.parametrize("kind", [PrimaryButton, QuietButton, TextButton])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_button_has_room_for_its_words(theme: Theme, qtbot: QtBot, kind: type[PrimaryButton], percent: int) -> None:
    theme.set_text_scale(percent)
    button = kind(GERMAN)
    qtbot.addWidget(button)
    words = QFontMetrics(sans(15, bold=kind.bold))
    assert button.minimumSizeHint().width() >= words.horizontalAdvance(GERMAN)
    assert button.minimumSizeHint().height() >= words.height()


# case AX06
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_chips_wrap_and_stay_inside(theme: Theme, qtbot: QtBot, percent: int, side: Qt.LayoutDirection) -> None:
    theme.set_text_scale(percent)
    row = ChipRow("Need")
    row.setLayoutDirection(side)
    row.set_choices(NEEDS)
    held = QWidget()
    QVBoxLayout(held).addWidget(row)
    qtbot.addWidget(held)
    held.resize(640, 600)
    held.show()
    boxes = [chip.geometry() for chip in row.chips]
    assert len({box.y() for box in boxes}) > 1
    for index, box in enumerate(boxes):
        assert row.rect().contains(box)
        assert not any(box.intersects(other) for other in boxes[index + 1 :])


# case AX06
@pytest.mark.parametrize("percent", [100, 200])
def test_the_rail_leaves_room_and_keeps_both_helps_in_reach(theme: Theme, qtbot: QtBot, percent: int) -> None:
    theme.set_text_scale(percent)
    window, rail = QWidget(), Rail()
    row = QVBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(rail, 0, Qt.AlignmentFlag.AlignLeft)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    assert window.height() == 600
    qtbot.waitUntil(lambda: rail.width() <= 900 // 4)
    for button in (rail.take_break, rail.take_too_much):
        assert rail.rect().contains(button.geometry())
        assert button.height() >= button.sizeHint().height()


def test_the_rail_is_wide_where_there_is_room(theme: Theme, qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.fit(QSize(900, 600))
    assert not rail.narrow
    theme.set_text_scale(200)
    rail.fit(QSize(900, 600))
    assert rail.narrow
    rail.fit(QSize(1920, 1080))
    assert not rail.narrow


def test_prose_grows_as_it_gets_narrower(theme: Theme, qtbot: QtBot) -> None:
    prose = ProseLabel("Making room for a hard feeling where it lives in the body, and meeting it with warmth.")
    qtbot.addWidget(prose)
    assert prose.heightForWidth(200) > prose.heightForWidth(600) >= 17


def test_a_text_without_any_room_is_no_mishap(theme: Theme, qtbot: QtBot) -> None:
    prose = ProseLabel("You do not have to be good at this tonight.")
    qtbot.addWidget(prose)
    assert prose.heightForWidth(0) > 0


def test_a_long_word_breaks_rather_than_leaves(theme: Theme) -> None:
    laid = lay_out(GERMAN * 3, serif(17), 200)
    assert laid.width <= 200
    assert laid.lines > 3


def test_text_ends_in_an_ellipsis_where_lines_run_out(theme: Theme, qtbot: QtBot) -> None:
    words = "Making room for a hard feeling where it lives in the body"
    laid = lay_out(words, serif(17), 160, most=2)
    assert laid.lines == 2
    assert laid.layouts[0].text().endswith("…")
    assert lay_out("Short", serif(17), 160, most=2).layouts[0].text() == "Short"


def test_one_line_tells_the_rest_in_its_tooltip(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(GERMAN)
    qtbot.addWidget(label)
    label.resize(80, 24)
    label.show()
    assert label.toolTip() == GERMAN
    label.resize(900, 24)
    assert label.toolTip() == ""


def test_captions_break_where_one_would_breathe(theme: Theme) -> None:
    words = "Let a hand rest where it hurts, as you would for someone you love."
    width = QFontMetrics(serif(38)).horizontalAdvance(words) * 0.62
    laid = balanced(words, serif(38), width, leading=1.4)
    assert [layout.text() for layout in laid.layouts] == [
        "Let a hand rest where it hurts,",
        "as you would for someone you love.",
    ]


def test_captions_are_about_equally_long_in_as_few_lines_as_can_be(theme: Theme) -> None:
    words = "Perhaps there is one small place that does not hurt. An earlobe. The tip of your nose. One fingernail."
    for share in (0.3, 0.4, 0.55):
        width = QFontMetrics(serif(38)).horizontalAdvance(words) * share
        even, greedy = balanced(words, serif(38), width, leading=1.4), lay_out(words, serif(38), width, leading=1.4)
        assert even.lines == greedy.lines
        assert even.width <= width
        assert " ".join(layout.text() for layout in even.layouts) == words


@pytest.mark.parametrize(
    ("text", "turned"), [("plain", False), ("أنا أتألم", True), ("«שלום»", True), ("12:30", False), ("", False)]
)
def test_the_first_strong_letter_says_which_way_a_text_reads(text: str, turned: bool) -> None:
    assert right_to_left(text) is turned


@pytest.mark.parametrize(("width", "margin"), [(1200, 56), (900, 44), (683, 28), (400, 28)])
def test_margins_by_width(width: int, margin: int) -> None:
    assert margin_for(width) == margin


def test_a_page_keeps_its_column_good_to_read(theme: Theme, qtbot: QtBot) -> None:
    page = Page("Today")
    button = QWidget()
    page.add(button)
    qtbot.addWidget(page)
    page.resize(2400, 900)
    page.show()
    qtbot.waitUntil(lambda: button.width() == 960)
    page.resize(800, 600)
    qtbot.waitUntil(lambda: button.width() == page.viewport().width() - 2 * 44)


def test_sections_are_as_wide_as_they_are_long(theme: Theme, qtbot: QtBot) -> None:
    strip = SectionStrip()
    qtbot.addWidget(strip)
    strip.resize(600, 34)
    strip.set_parts([SectionPart("Arriving", 60), SectionPart("Staying", 300), SectionPart(GERMAN, 1)])
    first, second, third = strip.boxes()
    assert second.width() > 3 * first.width() > 3 * third.width()
    assert third.width() >= 14
    assert third.right() == pytest.approx(600)
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert strip.boxes()[0].right() == pytest.approx(600)


def _is_wide(widget: QWidget) -> bool:
    return widget.width() > 600


def test_every_page_begins_at_the_same_edge(theme: Theme, qtbot: QtBot) -> None:
    boxes = []
    for widest in (960, 720):
        page, inside = Page("Settings", widest=widest), QWidget()
        page.add(inside)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        qtbot.waitUntil(partial(_is_wide, inside))
        boxes.append(inside.geometry())
    assert boxes[0].left() == boxes[1].left() == 70
    assert boxes[1].width() == 720


def test_the_count_of_days_goes_under_its_dots_where_there_is_no_room(theme: Theme, qtbot: QtBot) -> None:
    dots = DaysDots()
    qtbot.addWidget(dots)
    dots.set_days([True] * 14)
    dots.resize(600, 60)
    dots.show()
    wide = dots.sizeHint().height()
    dots.resize(300, 60)
    assert dots.sizeHint().height() > wide


def last_letters(laid: Laid) -> int:
    """How many letters stand in the last line."""
    return laid.layouts[-1].lineAt(laid.layouts[-1].lineCount() - 1).textLength()


def test_no_paragraph_ends_in_one_forgotten_word(theme: Theme) -> None:
    words = "It is not therapy, it makes no diagnosis, and it cannot help in an emergency or in its reach."
    font = serif(17)
    alone = next(width for width in range(300, 900) if last_letters(lay_out(words, font, width)) < 8)
    greedy = lay_out(words, font, alone)
    even = evened(words, font, alone, leading=1.5, align=Qt.AlignmentFlag.AlignLeft)
    assert even.lines == greedy.lines
    assert last_letters(even) > last_letters(greedy)


@pytest.mark.parametrize("width", [0, 1, -5])
def test_words_that_have_no_room_yet_are_laid_out_all_the_same(theme: Theme, width: int) -> None:
    words = "It is not therapy, it makes no diagnosis."
    assert evened(words, serif(17), width, leading=1.5, align=Qt.AlignmentFlag.AlignLeft).lines > 1
    assert ProseLabel(words).heightForWidth(width) > 0


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_words_stand_at_their_side(theme: Theme, qtbot: QtBot, centred: bool, side: Qt.LayoutDirection) -> None:
    label = ProseLabel("Short", centred=centred)
    label.setLayoutDirection(side)
    qtbot.addWidget(label)
    label.resize(900, 40)
    picture = QImage(900, 40, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.white)
    label.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    inked = [x for x in range(900) if any(picture.pixelColor(x, y).lightness() < 128 for y in range(40))]
    middle = (inked[0] + inked[-1]) / 2
    expected = 450 if centred else 900 - 20 if side == Qt.LayoutDirection.RightToLeft else 20
    assert abs(middle - expected) < 12


# case AX06
def test_buttons_in_a_row_go_on_in_the_next(theme: Theme, qtbot: QtBot) -> None:
    theme.set_text_scale(200)
    first, second = QuietButton("Thank you, I know"), TextButton("Whom to call when it is urgent")
    page = Page("Today")
    page.add(FlowRow(first, second))
    qtbot.addWidget(page)
    page.resize(640, 480)
    page.show()
    qtbot.waitUntil(lambda: second.y() > first.y())
    assert page.content.width() == page.viewport().width()


# case AX06
def test_what_is_wider_than_the_window_can_be_reached(theme: Theme, qtbot: QtBot) -> None:
    page, wide = Page("Today"), QWidget()
    wide.setMinimumWidth(1500)
    page.add(wide)
    qtbot.addWidget(page)
    page.resize(640, 480)
    page.show()
    qtbot.waitUntil(lambda: page.horizontalScrollBar().isVisible())
    assert page.horizontalScrollBar().maximum() >= 1500 - 640
