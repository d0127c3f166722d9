"""The journal taken out and printed, as a person does it in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from furnished import Furnished
from selfcompassion_desktop.content.takeout.take_out import Taken
from selfcompassion_desktop.core.chosen import Form, What
from selfcompassion_desktop.core.errors import Cancelled, Trouble
from selfcompassion_desktop.core.journal import Marks
from selfcompassion_desktop.core.ports.press import Paper
from selfcompassion_desktop.core.takeout import ENDED, Progress
from selfcompassion_desktop.models.taking_out import TakingOutModel, free_name
from selfcompassion_desktop.ui.main_window import MainWindow
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_export import JournalExport
from selfcompassion_desktop.ui.places.journal_print import print_page
from selfcompassion_desktop.ui.places.settings import SettingsPlace
from selfcompassion_desktop.ui.places.settings_data import DataSection
from selfcompassion_desktop.ui.theme import Theme

PICTURE = Path(__file__).resolve().parents[2] / "assets" / "icons" / "app" / "icon-48.png"


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[Furnished]:
    furnished = Furnished(tmp_path, qtbot)
    furnished.entries.add("# Calm\n\n**Quiet** today.", marks=Marks(tags=("sea",)))
    furnished.entries.add("Rain.")
    yield furnished
    furnished.models.taking_out.close()
    furnished.models.player.close()
    furnished.settle()
    furnished.close()


@pytest.fixture
def place(room: Furnished, qtbot: QtBot) -> JournalExport:
    return opened(room, qtbot)


def opened(room: Furnished, qtbot: QtBot, page: str = "") -> JournalExport:
    made = JournalExport(room.models)
    room.show(made, 900, 600)
    made.enter(page)
    room.settle()
    return made


def take(room: Furnished, place: JournalExport, qtbot: QtBot, target: Path) -> None:
    with qtbot.waitSignal(room.models.taking_out.finished, timeout=60_000):
        place.begin(str(target))


@pytest.mark.parametrize(
    ("form", "name", "holds"),
    [
        (Form.EVERYTHING, "all", "README.txt"),
        (Form.HTML, "pages", "index.html"),
        (Form.MARKDOWN, "texts", "2026-11-25 Rain.md"),
        (Form.CSV, "tables", "sittings.csv"),
        (Form.PDF, "journal.pdf", ""),
        (Form.JSON, "journal.json", ""),
    ],
)
def test_each_form_stands_where_one_wanted_it(
    room: Furnished, place: JournalExport, qtbot: QtBot, tmp_path: Path, form: Form, name: str, holds: str
) -> None:
    place.choose(form)
    take(room, place, qtbot, tmp_path / name)
    assert (tmp_path / name / holds if holds else tmp_path / name).is_file()
    assert place.notice.sentence == f"2 entries stand in “{name}”."
    assert place.show_folder.isVisible()
    assert place.save.isEnabled()


def test_what_is_being_written_comes_along(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    room.models.journal.edit("Written this very moment")
    place = opened(room, qtbot)
    place.choose(Form.MARKDOWN)
    take(room, place, qtbot, tmp_path / "texts")
    assert (tmp_path / "texts" / "2026-11-25 Written this very moment.md").is_file()


def test_a_year_a_tag_or_the_page_that_is_open_can_be_chosen(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    page = room.entries.newest(1)[0].id
    place = opened(room, qtbot, page)
    place.choose(Form.MARKDOWN)
    choices = [place.what.itemText(row) for row in range(place.what.count())]
    assert choices == ["All of it", "The page that is open", "2026", "#sea"]
    for choice, entries in (("The page that is open", ["2026-11-25 Rain.md"]), ("#sea", ["2026-11-25 Calm.md"])):
        place.what.setCurrentText(choice)
        take(room, place, qtbot, tmp_path / choice)
        assert [path.name for path in (tmp_path / choice).iterdir()] == entries
    assert place.notice.sentence == "One entry stands in “#sea”."


def test_only_what_fits_a_form_is_asked(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    room.entries.seal(room.entries.add("Dear me").id, date(2027, 1, 1))
    place = opened(room, qtbot)
    asked: dict[Form, set[str]] = {}
    for form in Form:
        place.choose(form)
        names = ("what", "paper", "one_page", "zipped", "letters")
        asked[form] = {name for name in names if getattr(place, name).isVisibleTo(place)}
    assert asked == {
        Form.EVERYTHING: {"zipped", "letters"},
        Form.HTML: {"what", "one_page", "letters"},
        Form.PDF: {"what", "paper", "letters"},
        Form.MARKDOWN: {"what", "zipped", "letters"},
        Form.CSV: {"what", "zipped", "letters"},
        Form.JSON: set(),
    }
    place.choose(Form.MARKDOWN)
    take(room, place, qtbot, tmp_path / "closed")
    assert place.notice.sentence == "2 entries stand in “closed”."
    place.letters.setChecked(True)
    take(room, place, qtbot, tmp_path / "open")
    assert (tmp_path / "open" / "2026-11-25 Dear me.md").is_file()


def test_the_folder_of_the_journal_is_one_sentence(room: Furnished, place: JournalExport, qtbot: QtBot) -> None:
    # case JR05
    with qtbot.waitSignal(room.models.taking_out.trouble):
        place.begin(str(room.services.paths.data / "out"))
    assert "where the program keeps the journal itself" in place.notice.sentence
    assert place.save.isEnabled()
    assert room.entries.count() == 2


class Slow:
    """Takes out as slowly as a test wants."""

    def __init__(self) -> None:
        self.parts = 0

    def __call__(self, form: Form, target: Path, now: object, progress: Progress, what: What, paper: Paper) -> Taken:
        while progress(min(0.99, self.parts / 1e6)):
            self.parts += 1
        raise Cancelled(ENDED)


def test_cancelled_it_says_so_and_a_save_does_not_wait(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    models = room.models
    model = TakingOutModel(Slow(), room.entries, pytest.fail, room.clock, models.tasks)
    with qtbot.waitSignal(model.progressed):
        model.begin(Form.CSV, str(tmp_path / "x"), What())
    models.journal.edit("Meanwhile")
    models.journal.save()
    room.settle()
    assert model.writing
    assert room.entries.newest(1)[0].title == "Meanwhile"
    with qtbot.waitSignal(model.stopped):
        model.stop()
    assert not model.writing


def test_escape_cancels_it_and_leaves_nothing(
    room: Furnished, place: JournalExport, qtbot: QtBot, tmp_path: Path
) -> None:
    # case JR05
    for n in range(300):
        room.entries.add(f"Entry {n}")
    (tmp_path / "out").mkdir()
    with qtbot.waitSignal(room.models.taking_out.progressed):
        place.begin(str(tmp_path / "out" / "all"))
    with qtbot.waitSignal(place.done):
        qtbot.keyClick(place.cancel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not room.models.taking_out.writing)
    assert [path.name for path in (tmp_path / "out").iterdir()] in ([], ["all"])  # whole, had it just been finished


def test_everything_on_it_has_a_name_and_can_be_hit(room: Furnished, qtbot: QtBot) -> None:
    place = opened(room, qtbot)
    for form in Form:
        place.choose(form)
        for widget in place.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface.text(QAccessible.Text.Name), widget
                assert widget.height() >= 32, widget


def test_what_came_of_it_is_in_sight_where_room_is_scarce(
    room: Furnished, qtbot: QtBot, tmp_path: Path, theme: Theme
) -> None:
    theme.set_text_scale(200)
    place = opened(room, qtbot)
    place.choose(Form.PDF)
    take(room, place, qtbot, tmp_path / "journal.pdf")
    qtbot.waitUntil(lambda: not place.show_folder.visibleRegion().isEmpty())


def test_a_name_is_free(tmp_path: Path) -> None:
    (tmp_path / "Journal").mkdir()
    (tmp_path / "Journal (2)").mkdir()
    assert free_name(tmp_path, "Journal") == tmp_path / "Journal (3)"
    assert free_name(tmp_path, "Journal", ".pdf") == tmp_path / "Journal.pdf"


# ---------------------------------------------------------------------- paper


def to_file(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_the_page_that_is_open_is_printed_as_it_stands(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    model, journal = room.models.taking_out, room.models.journal
    file, shown = tmp_path / "page.pdf", QWidget()
    qtbot.addWidget(shown)
    with qtbot.captureExceptions() as raised:
        print_page(room.models, shown, lambda parent: pytest.fail("there is nothing to print"))
        room.settle()
    assert [str(trouble) for _, trouble, _ in raised] == ["There is nothing on this page yet, so nothing was printed."]
    journal.edit("# Title of mine\n\nand its **words**")
    asked: list[QWidget] = []

    def ask(parent: QWidget) -> QPrinter:
        asked.append(parent)
        return to_file(file)

    print_page(room.models, shown, ask)
    qtbot.waitUntil(file.exists)
    assert asked == [shown]
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"Title of mine" not in content  # neither its name nor the queue's tells what is on it
    assert "Title of mine".encode("utf-16-be") not in content
    assert not model.writing


def test_pictures_of_the_page_are_printed(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    from selfcompassion_desktop.store.ids import Ids
    from selfcompassion_desktop.store.pictures import Pictures

    entry = room.entries.newest(1)[0].id
    pictures = Pictures(room.services.database, Ids(room.clock))
    held = pictures.add(entry, "icon.png", PICTURE.read_bytes())
    gone = "0195b000-0000-7000-8000-000000000001"
    room.models.journal.open(entry)
    room.settle()
    room.models.journal.edit(f"![an icon](picture:{held})\n\n![nowhere](picture:{gone})")
    print_page(room.models, QWidget(), lambda parent: to_file(tmp_path / "page.pdf"))
    qtbot.waitUntil((tmp_path / "page.pdf").exists)
    assert (tmp_path / "page.pdf").read_bytes().count(b"/Subtype /Image") >= 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_one_sentence(room: Furnished, tmp_path: Path) -> None:
    from selfcompassion_desktop.core.entry_words import on_paper
    from selfcompassion_desktop.ui.places.journal_print import send

    page = on_paper("2026-11-25T18:12:00+00:00", [], "Words", {})
    with pytest.raises(Trouble, match="did not take the page"):
        send(page, to_file(tmp_path / "nowhere" / "page.pdf"))


def test_ctrl_p_asks_which_printer(room: Furnished, qtbot: QtBot) -> None:
    place = JournalPlace(room.models)
    room.show(place)
    place.activateWindow()
    place.shown()
    room.settle()
    qtbot.keyClicks(QApplication.focusWidget(), "Words")
    seen: list[object] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(type(dialog))
        if isinstance(dialog, QDialog):
            dialog.reject()

    timer = QTimer(place, interval=100)
    timer.timeout.connect(look)
    timer.start()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QPrintDialog in seen, timeout=10_000)
    timer.stop()


def test_the_journal_s_menu_and_the_settings_lead_there(room: Furnished, qtbot: QtBot, theme: Theme) -> None:
    window = MainWindow(room.models, theme)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready):
        window.show()
    window.go("journal")
    journal = window.findChild(JournalPlace)
    assert journal is not None
    next(each for each in journal.side.more_menu.actions() if each.text() == "Take out …").trigger()
    place = window.findChild(JournalExport)
    assert place is not None
    assert place.isVisible()
    room.settle()
    qtbot.keyClick(place.forms, Qt.Key.Key_Escape)
    assert not place.isVisible()
    window.go("settings")
    settings = window.findChild(SettingsPlace)
    assert settings is not None
    settings.open("data")
    section = settings.findChild(DataSection)
    assert section is not None
    section.export.click()
    assert place.isVisible()
