"""What moves, and when it is still."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.breathing import REST, BreathingForm
from selfcompassion_desktop.ui.widgets.caption import CaptionView


@pytest.fixture
def form(theme: Theme, qtbot: QtBot) -> BreathingForm:
    made = BreathingForm()
    qtbot.addWidget(made)
    return made


def test_the_form_moves_only_while_it_is_seen(form: BreathingForm) -> None:
    assert not form.moving
    form.show()
    assert form.moving
    form.hide()
    assert not form.moving


# case AX07
def test_the_form_is_still_under_reduced_motion(form: BreathingForm, theme: Theme) -> None:
    form.show()
    theme.set_motion("off")
    assert not form.moving
    assert form.fullness() == REST
    theme.set_motion("on")
    assert form.moving


def test_a_paused_practice_is_still(form: BreathingForm) -> None:
    form.show()
    form.set_playing(False)
    assert not form.moving
    held = form.fullness()
    assert form.fullness() == held
    form.set_playing(True)
    assert form.moving


def test_the_form_is_drawn_in_the_middle(form: BreathingForm, theme: Theme) -> None:
    theme.set_motion("off")
    form.resize(300, 200)
    picture = QImage(300, 200, QImage.Format.Format_ARGB32)
    picture.fill(0)
    form.render(picture)
    assert picture.pixelColor(150, 100) != picture.pixelColor(2, 2)
    assert picture.pixelColor(150 - 80, 100) == picture.pixelColor(150 + 80, 100)


def picture(caption: CaptionView) -> QImage:
    made = QImage(caption.size(), QImage.Format.Format_ARGB32)
    made.fill(0)
    caption.render(made)
    return made


# case AX07
def test_captions_change_at_once_under_reduced_motion(theme: Theme, qtbot: QtBot) -> None:
    theme.set_motion("off")
    shown, fresh = CaptionView(), CaptionView()
    for caption in (shown, fresh):
        qtbot.addWidget(caption)
        caption.resize(900, 400)
        caption.show()
    shown.set_lines("", "So it is loud again.", "")
    picture(shown)
    shown.set_lines("So it is loud again.", "Let something hold you.", "")
    fresh.set_lines("So it is loud again.", "Let something hold you.", "")
    assert picture(shown) == picture(fresh)


def test_captions_fade_where_motion_is_wanted(theme: Theme, qtbot: QtBot) -> None:
    caption = CaptionView()
    qtbot.addWidget(caption)
    caption.resize(900, 400)
    caption.show()
    caption.set_lines("", "So it is loud again.", "")
    before = picture(caption)
    caption.set_lines("So it is loud again.", "Let something hold you.", "")
    after_fade = CaptionView()
    qtbot.addWidget(after_fade)
    after_fade.resize(900, 400)
    after_fade.set_lines("So it is loud again.", "Let something hold you.", "")
    assert picture(caption) != picture(after_fade)
    qtbot.waitUntil(lambda: picture(caption) == picture(after_fade), timeout=3000)
    assert picture(caption) != before


def test_captions_grow_with_the_window(theme: Theme, qtbot: QtBot) -> None:
    caption = CaptionView()
    qtbot.addWidget(caption)
    caption.resize(1080, 560)
    assert caption.caption_px() == 38
    caption.resize(1920, 1000)
    assert caption.caption_px() > 60
    caption.resize(320, 200)
    assert caption.caption_px() >= 22


def test_a_long_caption_stays_inside(theme: Theme, qtbot: QtBot) -> None:
    theme.set_text_scale(200)
    caption = CaptionView()
    qtbot.addWidget(caption)
    caption.resize(600, 320)
    long = "You might tell it, without a sound: I know. I know you are there. " * 3
    caption.set_lines("Before it. " * 4, long, "After it. " * 4)
    made = picture(caption)
    empty = made.pixelColor(0, 160)
    assert all(made.pixelColor(x, y) == empty for x in range(600) for y in (0, 319))
    assert any(made.pixelColor(x, 160) != empty for x in range(600))
