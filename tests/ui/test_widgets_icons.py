"""The icons: each draws something, inside its square, in the colour asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from selfcompassion_desktop.ui.icons import NAMES, icon, paint_icon, pixmap, program_icon
from selfcompassion_desktop.ui.theme import Theme
from selfcompassion_desktop.ui.widgets.rail import PLACES

APP = Path(__file__).resolve().parents[2] / "assets" / "icons" / "app"


def drawn(name: str, side: int, *, mirrored: bool = False) -> QImage:
    """An icon in the middle of a picture twice as large."""
    picture = QImage(2 * side, 2 * side, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    paint_icon(painter, name, QRectF(side / 2, side / 2, side, side), QColor("#456455"), mirrored=mirrored)
    painter.end()
    return picture


def points(picture: QImage, least: int = 1) -> set[tuple[int, int]]:
    """The points that were painted at least so strongly, of 255."""
    wide, tall = picture.width(), picture.height()
    return {(x, y) for x in range(wide) for y in range(tall) if picture.pixelColor(x, y).alpha() >= least}


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_draws_inside_its_square(qapp: QApplication, name: str) -> None:
    inked = points(drawn(name, 24))
    assert len(inked) > 15
    assert all(12 <= x < 36 and 12 <= y < 36 for x, y in inked)


def test_only_icons_that_point_somewhere_turn_round(qapp: QApplication) -> None:
    right, turned, left = drawn("next", 24), drawn("next", 24, mirrored=True), drawn("previous", 24)
    assert points(turned, 128) == points(left, 128) != points(right, 128)
    assert drawn("play", 24) == drawn("play", 24, mirrored=True)


def test_pictures_are_kept_and_sharp(qapp: QApplication) -> None:
    made = pixmap("lock", 20, "#456455", 2.0)
    assert made.width() == 40
    assert made.devicePixelRatio() == 2.0
    assert pixmap("lock", 20, "#456455", 2.0) is made


def test_menu_icons_follow_the_theme(theme: Theme) -> None:
    light = icon("search").pixmap(QSize(20, 20)).toImage()
    theme.apply("dark")
    assert icon("search").pixmap(QSize(20, 20)).toImage() != light


def test_every_place_has_an_icon() -> None:
    assert {key for key, _ in PLACES} <= set(NAMES)


def test_the_program_has_an_icon_in_every_size(qapp: QApplication) -> None:
    made = program_icon(APP)
    assert made.availableSizes() == [QSize(size, size) for size in (16, 24, 32, 48, 64, 128, 256, 512)]
    for size in (16, 512):
        assert made.pixmap(QSize(size, size)).toImage().pixelColor(size // 2, size // 2) == QColor("#456455")
