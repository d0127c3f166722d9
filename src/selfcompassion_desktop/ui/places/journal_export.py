"""Take out: the journal, or some of it, as files that other programs open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ...core.chosen import Form, What
from ...core.errors import Trouble
from ...core.ports.press import Paper
from ...models.bundle import Models
from ...models.taking_out import Choices, Taken, free_name
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.chips import ChipRow
from ..widgets.fields import DropDown, Tick
from ..widgets.label import ProseLabel
from ..widgets.notice import QuietNotice
from ..widgets.page import Page

_ZIPPED = (Form.MARKDOWN, Form.CSV, Form.EVERYTHING)
_ENDINGS = {Form.HTML: ".html", Form.PDF: ".pdf", Form.JSON: ".json"}


class JournalExport(QWidget):
    """What is taken out, as what, and where to.

    Signals:
        done: nothing; back to where one was.
    """

    done = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._letters = 0
        self._made = Path()
        self._build()
        self._listen()

    def enter(self, page: str = "") -> None:
        """Begin; `page` is the id of the page on the desk, which can be taken out alone."""
        if self._models.taking_out.writing:
            self._set_writing(True)
            return
        self.notice.clear()
        self.show_folder.hide()
        self._set_writing(False)
        self.what.clear()
        self.what.addItem(self.tr("All of it"), What())
        if page:
            self.what.addItem(self.tr("The page that is open"), What(entry=page))
        self._follow()
        self._models.journal.save()  # what is being written comes along
        self._models.taking_out.look(self._on_choices)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        page = self._page = Page(self.tr("Take out"), self, widest=640, alone=True)
        back = TextButton(self.tr("Back"), icon_name="previous")
        back.clicked.connect(self._leave)
        page.add(back, after=4)
        page.column.setAlignment(back, Qt.AlignmentFlag.AlignLeft)
        page.heading(
            self.tr("Take out"),
            under=self.tr(
                "As files that other programs open. Whoever has them can read them, also where the journal itself has "
                "a passphrase."
            ),
        )
        self._build_form(page)
        self._build_choices(page)
        self.save = PrimaryButton(self.tr("Choose where …"))
        self.save.clicked.connect(self._on_save)
        page.add(self.save)
        page.column.setAlignment(self.save, Qt.AlignmentFlag.AlignLeft)
        page.add(self._build_progress())
        self.notice = QuietNotice()
        page.add(self.notice, after=8)
        self.show_folder = TextButton(self.tr("Show the folder"))
        self.show_folder.clicked.connect(self._on_show_folder)
        page.add(self.show_folder)
        page.column.setAlignment(self.show_folder, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self.forms)
        QShortcut(QKeySequence("Esc"), self, self._leave, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_form(self, page: Page) -> None:
        self.forms = ChipRow(self.tr("As what"))
        self.forms.set_choices(
            [
                (Form.EVERYTHING.value, self.tr("Everything")),
                (Form.HTML.value, self.tr("Pages to read")),
                (Form.PDF.value, self.tr("PDF to print")),
                (Form.MARKDOWN.value, self.tr("Texts")),
                (Form.CSV.value, self.tr("Tables")),
                (Form.JSON.value, self.tr("One file to bring back")),
            ]
        )
        self.forms.set_value(Form.EVERYTHING.value)
        self.forms.chosen.connect(self._follow)
        page.add(self.forms, after=12)
        self._told = ProseLabel("")
        page.add(self._told)

    def _build_choices(self, page: Page) -> None:
        self.what = DropDown(self.tr("What of it"))
        self.what.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self.paper = ChipRow(self.tr("Paper"))
        self.paper.set_choices([(Paper.A4.value, self.tr("A4")), (Paper.LETTER.value, self.tr("Letter"))])
        american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        self.paper.set_value(Paper.LETTER.value if american else Paper.A4.value)
        self.one_page = Tick(self.tr("All on one page, with the pictures within it"))
        self.zipped = Tick(self.tr("As one zip file"))
        self.letters = Tick(self.tr("Letters that have not opened yet too, to be read"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.what, self.paper, self.one_page, self.zipped, self.letters):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        page.add(holder)

    def _build_progress(self) -> QWidget:
        self._progress = QWidget()
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Taken out so far"))
        self.bar.setTextVisible(False)
        self.cancel = QuietButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self._models.taking_out.stop)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        return self._progress

    def _listen(self) -> None:
        model = self._models.taking_out
        model.progressed.connect(self.bar.setValue)
        model.finished.connect(self._on_finished)
        model.stopped.connect(self._on_stopped)
        model.trouble.connect(self._on_trouble)

    # ------------------------------------------------------------------ choosing

    @property
    def form(self) -> Form:
        """As what."""
        return Form(self.forms.value)

    def choose(self, form: Form) -> None:
        """Take it out as this."""
        self.forms.set_value(form.value)
        self._follow()

    @property
    def _asks_letters(self) -> bool:
        """Whether there are letters that could come along or not; one file to bring back holds them anyway."""
        return bool(self._letters) and self.form is not Form.JSON

    def _on_choices(self, choices: Choices) -> None:
        for year in choices.years:
            self.what.addItem(str(year), What(year=year))
        for tag in choices.tags:
            self.what.addItem(f"#{tag}", What(tag=tag))
        self._letters = choices.letters
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show what can be chosen for this form, and say what it is."""
        form = self.form
        self._told.setText(self._words()[form])
        self.what.setVisible(not form.leaves_nothing_out)
        self.paper.setVisible(form is Form.PDF)
        self.one_page.setVisible(form is Form.HTML)
        self.zipped.setVisible(form in _ZIPPED)
        self.letters.setVisible(self._asks_letters)

    def _words(self) -> dict[Form, str]:
        return {
            Form.EVERYTHING: self.tr(
                "A folder with all of these: pages to read, texts, tables, and the one file that this program takes "
                "in again. A note in it says what each is."
            ),
            Form.HTML: self.tr("Opens in any browser, without a connection; a page for each year."),
            Form.PDF: self.tr("One entry after another, with page numbers."),
            Form.MARKDOWN: self.tr("A text file for each entry (Markdown), and the pictures. Any editor opens them."),
            Form.CSV: self.tr("For a spreadsheet (CSV): entries, sittings with their ratings, breaks, and check-ins."),
            Form.JSON: self.tr(
                "All there is, with earlier versions, the bin and letters, in one file (JSON) that this program takes "
                "in again."
            ),
        }

    # ------------------------------------------------------------------ taking out

    def begin(self, target: str) -> None:
        """Take it out to `target`."""
        what: What = What() if self.form.leaves_nothing_out else self.what.currentData()
        letters = self._asks_letters and self.letters.isChecked()
        self.notice.clear()
        self.show_folder.hide()
        self.bar.setValue(0)
        self._set_writing(True)
        chosen = What(what.year, what.tag, what.entry, letters)
        self._models.taking_out.begin(self.form, target, chosen, Paper(self.paper.value))
        self.cancel.setFocus()
        self._reveal(self.cancel)

    @Slot()
    def _on_save(self) -> None:
        if target := self._asked():
            self.begin(target)

    def _asked(self) -> str:
        """Where to, as the person says it; empty where they would rather not."""
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        stem = self.tr("Journal {day}").format(day=self._models.clock.now().date().isoformat())
        if not (ending := self._ending()):
            folder = QFileDialog.getExistingDirectory(self, self.tr("Where the new folder is to stand"), str(documents))
            return str(free_name(Path(folder), stem)) if folder else ""
        wished = str(free_name(documents, stem, ending))
        kinds = f"{ending[1:].upper()} (*{ending})"
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), wished, kinds)
        return file if not file or file.lower().endswith(ending) else f"{file}{ending}"

    def _ending(self) -> str:
        """How the name ends of what is made; empty for a folder."""
        form = self.form
        if form in _ZIPPED:
            return ".zip" if self.zipped.isChecked() else ""
        return "" if form is Form.HTML and not self.one_page.isChecked() else _ENDINGS[form]

    def _set_writing(self, writing: bool) -> None:
        self._progress.setVisible(writing)
        for widget in (self.save, self.forms, self.what, self.paper, self.one_page, self.zipped, self.letters):
            widget.setEnabled(not writing)

    def _reveal(self, widget: QWidget) -> None:
        """Scroll to it, once it has its place."""
        QTimer.singleShot(0, self, lambda: self._page.ensureWidgetVisible(widget))

    @Slot(object)
    def _on_finished(self, taken: Taken) -> None:
        self._made = taken.path
        self._set_writing(False)
        one = self.tr("One entry stands in “{name}”.")
        more = self.tr("{n} entries stand in “{name}”.")
        self.notice.say((one if taken.entries == 1 else more).format(n=taken.entries, name=taken.path.name))
        self.show_folder.show()
        self.show_folder.setFocus()
        self._reveal(self.show_folder)

    @Slot()
    def _on_stopped(self) -> None:
        self._set_writing(False)
        self.notice.say(self.tr("Cancelled. Nothing is left of it."))
        self.save.setFocus()

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        self._set_writing(False)
        self.notice.say(trouble.sentence)
        self.save.setFocus()
        self._reveal(self.notice)

    @Slot()
    def _on_show_folder(self) -> None:
        folder = self._made if self._made.is_dir() else self._made.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot()
    def _leave(self) -> None:
        """However it is left, leaving it cancels what is under way."""
        self._models.taking_out.stop()
        self.done.emit()
