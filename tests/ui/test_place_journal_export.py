"""The journal taken out and printed, as a person does it in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
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
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_export import TakeOutDialog
from selfcompassion_desktop.ui.places.journal_print import print_page
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
def dialog(room: Furnished, qtbot: QtBot) -> TakeOutDialog:
    return opened(room, qtbot)


def opened(room: Furnished, qtbot: QtBot, page: str = "") -> TakeOutDialog:
    made = TakeOutDialog(room.models, None, page)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    room.settle()
    return made


def take(room: Furnished, dialog: TakeOutDialog, qtbot: QtBot, target: Path) -> None:
    with qtbot.waitSignal(room.models.taking_out.finished, timeout=60_000):
        dialog.begin(str(target))


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
    room: Furnished, dialog: TakeOutDialog, qtbot: QtBot, tmp_path: Path, form: Form, name: str, holds: str
) -> None:
    dialog.choose(form)
    take(room, dialog, qtbot, tmp_path / name)
    assert (tmp_path / name / holds if holds else tmp_path / name).is_file()
    assert dialog.notice.sentence == f"2 entries stand in “{name}”."
    assert dialog.show_folder.isVisible()
    assert dialog.save.isEnabled()


def test_what_is_being_written_comes_along(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    room.models.journal.edit("Written this very moment")
    dialog = opened(room, qtbot)
    dialog.choose(Form.MARKDOWN)
    take(room, dialog, qtbot, tmp_path / "texts")
    assert (tmp_path / "texts" / "2026-11-25 Written this very moment.md").is_file()


def test_a_year_a_tag_or_the_page_that_is_open_can_be_chosen(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    page = room.entries.newest(1)[0].id
    dialog = opened(room, qtbot, page)
    dialog.choose(Form.MARKDOWN)
    choices = [dialog.what.itemText(row) for row in range(dialog.what.count())]
    assert choices == ["All of it", "The page that is open", "2026", "#sea"]
    for choice, entries in (("The page that is open", ["2026-11-25 Rain.md"]), ("#sea", ["2026-11-25 Calm.md"])):
        dialog.what.setCurrentText(choice)
        take(room, dialog, qtbot, tmp_path / choice)
        assert [path.name for path in (tmp_path / choice).iterdir()] == entries
    assert dialog.notice.sentence == "One entry stands in “#sea”."


def test_only_what_fits_a_form_is_asked(room: Furnished, qtbot: QtBot, tmp_path: Path) -> None:
    room.entries.seal(room.entries.add("Dear me").id, date(2027, 1, 1))
    dialog = opened(room, qtbot)
    asked: dict[Form, set[str]] = {}
    for form in Form:
        dialog.choose(form)
        names = ("what", "paper", "one_page", "zipped", "letters")
        asked[form] = {name for name in names if getattr(dialog, name).isVisibleTo(dialog)}
    assert asked == {
        Form.EVERYTHING: {"zipped", "letters"},
        Form.HTML: {"what", "one_page", "letters"},
        Form.PDF: {"what", "paper", "letters"},
        Form.MARKDOWN: {"what", "zipped", "letters"},
        Form.CSV: {"what", "zipped", "letters"},
        Form.JSON: set(),
    }
    dialog.choose(Form.MARKDOWN)
    take(room, dialog, qtbot, tmp_path / "closed")
    assert dialog.notice.sentence == "2 entries stand in “closed”."
    dialog.letters.setChecked(True)
    take(room, dialog, qtbot, tmp_path / "open")
    assert (tmp_path / "open" / "2026-11-25 Dear me.md").is_file()


def test_the_folder_of_the_journal_is_one_sentence(room: Furnished, dialog: TakeOutDialog, qtbot: QtBot) -> None:
    # case JR05
    with qtbot.waitSignal(room.models.taking_out.trouble):
        dialog.begin(str(room.services.paths.data / "out"))
    assert "where the program keeps the journal itself" in dialog.notice.sentence
    assert dialog.save.isEnabled()
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
    room: Furnished, dialog: TakeOutDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    # case JR05
    for n in range(300):
        room.entries.add(f"Entry {n}")
    (tmp_path / "out").mkdir()
    with qtbot.waitSignal(room.models.taking_out.progressed):
        dialog.begin(str(tmp_path / "out" / "all"))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not room.models.taking_out.writing)
    assert [path.name for path in (tmp_path / "out").iterdir()] in ([], ["all"])  # whole, had it just been finished
    assert not dialog.isVisible()


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
    print_page(room.models, shown, lambda parent: pytest.fail("there is nothing to print"))
    room.settle()
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


def test_the_journal_s_menu_opens_it(room: Furnished, qtbot: QtBot) -> None:
    place = JournalPlace(room.models)
    room.show(place)
    place.shown()
    action = next(each for each in place.side.more_menu.actions() if each.text() == "Take out …")
    action.trigger()
    dialog = place.findChild(TakeOutDialog)
    assert dialog is not None
    assert dialog.isVisible()
    room.settle()
    dialog.reject()
