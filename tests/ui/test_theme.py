"""The look: contrast, text size, motion, faces."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFontInfo, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from selfcompassion_desktop.ui.look import Look, look, looking, motion, sans, serif
from selfcompassion_desktop.ui.stylesheet import stylesheet
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.tokens import DARK, LIGHT, Palette
from selfcompassion_desktop.ui.widgets.fields import MARK_DARKER
from selfcompassion_desktop.ui.widgets.paint import mix

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"


def luminance(colour: QColor) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [value / 255 for value in (colour.red(), colour.green(), colour.blue())]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str | QColor, other: str | QColor) -> float:
    """Contrast after WCAG 2.2, from 1 to 21."""
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


# case AX07
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface", "sunken", "sage_soft", "halo"])
@pytest.mark.parametrize("text", ["ink", "quiet"])
def test_text_stands_out_on_every_ground(palette: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


# case AX07
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_actions_and_cautions_stand_out_where_they_are_used(palette: Palette) -> None:
    assert contrast(palette.on_sage, palette.sage) >= 4.5
    assert contrast(palette.on_sage, mix(palette.sage, palette.ink, 0.14)) >= 4.5
    for ground in (palette.paper, palette.surface):
        assert contrast(palette.sage, ground) >= 4.5
        assert contrast(palette.clay, ground) >= 4.5


# case AX07
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_ring_and_the_chosen_outline_stand_out(palette: Palette) -> None:
    for ground in (palette.paper, palette.surface, palette.sage_soft):
        assert contrast(palette.sage, ground) >= 3.0


# case AX07
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_an_empty_tick_can_be_seen(palette: Palette) -> None:
    outline = mix(palette.edge, palette.quiet, MARK_DARKER)
    assert min(contrast(outline, palette.surface), contrast(outline, palette.paper)) >= 3.0


def test_choosing_dark_paints_standard_widgets_dark_too(theme: Theme) -> None:
    theme.apply("dark")
    assert theme.palette is DARK
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.paper)
    theme.apply("light")
    assert QApplication.palette().color(QPalette.ColorRole.WindowText) == QColor(LIGHT.ink)


def test_changes_are_told_once_each(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply("dark")


class Told(QLabel):
    """Remembers that it was restyled."""

    restyled = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.restyled += event.type() == QEvent.Type.StyleChange


def test_every_widget_hears_of_a_new_text_size_and_of_stillness(theme: Theme, qtbot: QtBot) -> None:
    widget = Told("x")
    qtbot.addWidget(widget)
    widget.show()
    theme.set_text_scale(150)
    first = widget.restyled
    assert first >= 1
    theme.set_motion("off")
    assert widget.restyled == first + 1


@pytest.mark.parametrize(("asked", "got"), [(50, 1.0), (100, 1.0), (150, 1.5), (200, 2.0), (400, 2.0)])
def test_text_size_stays_between_one_and_two(theme: Theme, asked: int, got: float) -> None:
    theme.set_text_scale(asked)
    assert look().scale == got
    assert sans(15).pixelSize() == round(15 * got)


# case AX07
def test_reduced_motion_takes_no_time(theme: Theme) -> None:
    assert theme.motion(300) == 300
    theme.set_motion("off")
    assert theme.motion(300) == 0 == motion(300)


# case AX07
def test_the_system_decides_about_motion_where_it_is_asked(qapp: QApplication, theme: Theme) -> None:
    follower = Theme(qapp, system_still=lambda: True)
    follower.set_motion("system")
    assert follower.motion(300) == 0
    follower.set_motion("on")
    assert follower.motion(300) == 300


def test_our_own_faces_are_used(theme: Theme) -> None:
    assert QFontInfo(serif(17)).family() == "Literata"
    assert QFontInfo(serif(17, italic=True)).italic()
    assert QFontInfo(sans(15)).family() == "Inter"
    assert QFontInfo(sans(15, bold=True)).weight() == 600


@pytest.mark.parametrize("file", sorted(path.name for path in FONTS.glob("*.ttf")))
def test_faces_carry_the_scripts_people_write_in(qapp: QApplication, file: str) -> None:
    face = QRawFont(str(FONTS / file), 16)
    for character in "Aäßéøłőşğ“”…–‑½ ΑΩάώ БЖЯёіў Ấậựơ":
        assert face.supportsCharacter(ord(character)), f"{file} lacks {character!r}"


def test_faces_are_small_enough_to_open_with_the_window() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) <= 2_500_000
    assert {path.name for path in FONTS.glob("*OFL.txt")} == {"Inter-OFL.txt", "Literata-OFL.txt"}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sheet_is_short_and_names_only_the_palette(palette: Palette) -> None:
    sheet = stylesheet(palette, 1.0)
    assert len(sheet) < 4000
    named = {word[:7] for word in sheet.replace("#", " #").split() if word.startswith("#")}
    assert named <= {getattr(palette, field) for field in Palette.__slots__ if field != "dark"}


def test_a_look_can_be_lent_and_is_given_back() -> None:
    before = look()
    with looking(Look(palette=DARK, scale=2.0, still=True)):
        assert look().px(15) == 30
    assert look() is before


def test_widgets_that_stand_already_take_the_face_and_its_size(theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit("So it is loud again.")
    qtbot.addWidget(field)
    field.show()
    theme.set_text_scale(150)
    assert field.font().pixelSize() == 22
    assert QFontInfo(field.font()).family() == "Inter"
