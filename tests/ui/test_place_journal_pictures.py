"""Pictures on the page: brought, kept in the store alone, shown small, looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from furnished import Furnished
from pictures import GIF, png
from selfcompassion_desktop.core.journal import title_of
from selfcompassion_desktop.core.pictures import PictureRefused, named_in
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_picture import PictureView
from selfcompassion_desktop.ui.shrinker import QtShrinker, read_image
from selfcompassion_desktop.ui.theme import Theme


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, theme: Theme) -> Iterator[Furnished]:
    made = Furnished(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def place(room: Furnished, qtbot: QtBot) -> JournalPlace:
    made = JournalPlace(room.models)
    room.show(made)
    made.shown()
    room.settle()
    return made


def painted(width: int, height: int, colour: str = "#456455") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def jpeg(image: QImage, turned: int = 1) -> bytes:
    """A JPEG file; `turned` is the orientation that its EXIF block tells."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 90)  # type: ignore[call-overload]
    content = bytes(buffer.data().data())
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + turned.to_bytes(2, "big") + bytes(6)
    return content[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + content[2:]


def drop(place: JournalPlace, mime: QMimeData, room: Furnished) -> None:
    assert place.editor.paper.canInsertFromMimeData(mime)
    place.editor.paper.insertFromMimeData(mime)
    room.settle()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_a_dropped_picture_is_kept_with_the_page_and_named_in_it(
    place: JournalPlace, room: Furnished, tmp_path: Path
) -> None:
    file = tmp_path / "Rose im Garten.png"
    file.write_bytes(png(960, 720))
    paper = place.editor.paper
    QTest.keyClicks(paper, "The garden")
    drop(place, files(file), room)

    (named,) = named_in(paper.text())
    assert paper.text() == f"The garden\n![Rose im Garten](picture:{named.id})\n"
    file.unlink()
    room.models.journal.save()
    room.settle()
    entry = room.models.journal.entry
    assert entry is not None
    assert entry.body == paper.text()
    assert [held.id for held in room.pictures.of(entry.id)] == [named.id]
    small = QImage.fromData(room.pictures.small(named.id))
    assert (small.width(), small.height()) == (640, 480)

    paper.undo()
    assert paper.text() == "The garden", "one step takes the words away; the picture stays with the entry"
    assert room.pictures.whole(named.id).content == png(960, 720)


def test_a_picture_may_be_the_first_thing_on_a_page(place: JournalPlace, room: Furnished) -> None:
    mime = QMimeData()
    mime.setImageData(painted(60, 40))
    drop(place, mime, room)
    room.models.journal.save()
    room.settle()

    entry = room.models.journal.entry
    assert entry is not None
    assert room.pictures.of(entry.id)[0].type == "image/png"
    assert entry.title == "picture"
    assert title_of("![](picture:01234567-89ab-7def-8123-456789abcdef)\nwords") == "words"


def test_words_beside_a_picture_are_pasted_as_words(place: JournalPlace, room: Furnished) -> None:
    mime = QMimeData()
    mime.setImageData(painted(60, 40))
    mime.setText("a table's cell")
    drop(place, mime, room)
    assert place.editor.paper.text() == "a table's cell"


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize("content", [b"not a picture", png(9, 9)[:50], b"\xff\xd8\xff\xe0" + bytes(40)])
def test_what_cannot_be_read_is_said_in_one_sentence_and_leaves_nothing(
    place: JournalPlace, room: Furnished, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "rose.png"
    file.write_bytes(content)
    drop(place, files(file), room)

    assert "picture" in place.notice.sentence
    assert place.notice.isVisible()
    assert place.editor.paper.text() == ""
    assert room.entries.count() == 0


def test_a_file_that_is_gone_is_said(place: JournalPlace, room: Furnished, tmp_path: Path) -> None:
    drop(place, files(tmp_path / "gone.png"), room)
    assert "gone.png" in place.notice.sentence


def test_a_page_turned_meanwhile_gets_its_picture_at_its_end(
    place: JournalPlace, room: Furnished, tmp_path: Path
) -> None:
    file = tmp_path / "rose.png"
    file.write_bytes(png())
    QTest.keyClicks(place.editor.paper, "one")
    place.editor.pictures.add_files([str(file)])
    room.models.journal.fresh()
    room.settle()
    room.settle()

    assert place.editor.paper.text() == ""
    (glimpse,) = room.entries.newest(9)
    assert room.entries.get(glimpse.id).body.startswith("one\n\n![rose](picture:")


def bring(place: JournalPlace, room: Furnished, tmp_path: Path) -> PictureView:
    """A page with one picture, clicked."""
    file = tmp_path / "rose.png"
    file.write_bytes(png(960, 720))
    QTest.keyClicks(place.editor.paper, "The garden")
    drop(place, files(file), room)
    place.grab()
    room.settle()
    paper = place.editor.paper
    spots = [QPoint(40, y) for y in range(0, paper.viewport().height(), 10)]
    spot = next(each for each in spots if paper.picture_at(each) is not None)
    QTest.mouseClick(paper.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    room.settle()
    view = place.findChild(PictureView)
    assert isinstance(view, PictureView)
    return view


def test_a_click_looks_at_it_and_esc_goes_back_to_where_one_was(
    place: JournalPlace, room: Furnished, tmp_path: Path, qtbot: QtBot
) -> None:
    before = place.editor.paper
    view = bring(place, room, tmp_path)
    assert view.isVisible()
    assert view.size() == place.window().size()
    assert view.accessibleName() == "rose"
    assert view.grab().toImage().pixelColor(view.rect().center()) == QColor(128, 128, 128)

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert before.hasFocus()


def test_a_picture_is_pressed_and_not_what_is_chosen_beside_it(
    place: JournalPlace, room: Furnished, tmp_path: Path
) -> None:
    view = bring(place, room, tmp_path)
    view.back.click()
    paper = place.editor.paper
    paper.selectAll()
    spot = next(QPoint(40, y) for y in range(0, 400, 10) if paper.picture_at(QPoint(40, y)) is not None)
    QTest.mousePress(paper.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 5))
    QTest.mouseRelease(paper.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not view.isVisible(), "words were chosen down to here"
    paper.selectAll()
    QTest.mouseClick(paper.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.isVisible()


def test_ctrl_enter_looks_at_the_picture_of_the_line(place: JournalPlace, room: Furnished, tmp_path: Path) -> None:
    view = bring(place, room, tmp_path)
    view.back.click()
    assert not view.isVisible()
    cursor = place.editor.paper.textCursor()
    cursor.setPosition(len("The garden") + 3)
    place.editor.paper.setTextCursor(cursor)
    QTest.keyClick(place.editor.paper, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.isVisible()


def test_the_line_has_room_for_its_picture(place: JournalPlace, room: Furnished, tmp_path: Path) -> None:
    bring(place, room, tmp_path)
    paper = place.editor.paper
    block = paper.document().findBlockByNumber(1)
    assert paper.blockBoundingRect(block).height() > 200
    assert block.layout().boundingRect().height() < 100


def test_a_picture_that_is_gone_leaves_its_words(place: JournalPlace, room: Furnished) -> None:
    text = "t\n![rose](picture:01234567-89ab-7def-8123-456789abcdef)"
    room.models.journal.fresh(text)
    place.grab()
    room.settle()
    place.grab()
    assert place.editor.paper.text() == text


# case SE03
def test_a_picture_is_in_no_file_but_the_store(
    place: JournalPlace, room: Furnished, tmp_path: Path, qtbot: QtBot
) -> None:
    bring(place, room, tmp_path)
    (tmp_path / "rose.png").unlink()
    whole = png(960, 720)
    holding = [file.name for file in tmp_path.rglob("*") if file.is_file() and whole[100:400] in file.read_bytes()]
    store = room.services.paths.store.name
    assert holding
    assert set(holding) <= {store, f"{store}-wal"}


# ---------------------------------------------------------------------- made small


def test_a_photograph_is_small_and_upright() -> None:
    image = painted(1200, 900, "#204060")
    small = QImage.fromData(QtShrinker().small(jpeg(image, turned=6)))
    assert (small.width(), small.height()) == (480, 640)


@pytest.mark.parametrize("content", [png(2000, 20), png(3, 3), GIF])
def test_any_kind_is_made_small(content: bytes) -> None:
    small = QImage.fromData(QtShrinker().small(content))
    assert not small.isNull()
    assert max(small.width(), small.height()) <= 640


def test_what_can_be_seen_through_stays_so() -> None:
    image = QImage(800, 800, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    assert QImage.fromData(QtShrinker().small(bytes(held.data()))).hasAlphaChannel()


def test_a_picture_of_too_many_points_is_refused_unread() -> None:
    huge = png(1, 1).replace((1).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2)
    with pytest.raises(PictureRefused):
        read_image(huge, QSize(640, 640))


def test_a_picture_goes_out_of_sight_with_its_page(place: JournalPlace, room: Furnished, tmp_path: Path) -> None:
    view = bring(place, room, tmp_path)
    QTest.keyClick(view.back, Qt.Key.Key_Tab)
    assert view.back.hasFocus(), "nothing beneath is reached"
    place.show_other("bin")
    assert not view.isVisible()
