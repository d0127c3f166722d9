"""Taking part in a study that a course carries: its form as the study wrote it, and all that would leave."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ...core.course import Purpose
from ...core.errors import Trouble
from ...core.research import LEAVES, SENT, WITHDRAW, Form
from ...models.bundle import Models
from ...models.research import Part
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.card import Card
from ..widgets.fields import DropDown, Tick
from ..widgets.flow import FlowRow
from ..widgets.label import QuietLabel, TitleLabel, Words
from ..widgets.notice import QuietNotice
from ..widgets.page import Page
from .course_reading import shown_block

_HEIGHT = 360


class ResearchPage(QWidget):
    """The form, what was agreed to, and what would leave.

    Signals:
        back: str; to the course, by its id.
    """

    back = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._course = ""
        self._arriving = False
        self._page: Page | None = None
        self.notice = QuietNotice(self)
        self.form: ConsentForm | None = None
        self.leaving: LeavingCard | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.notice)
        studies = models.studies
        studies.changed.connect(self._fill)
        studies.trouble.connect(self._tell)
        self.notice.closed.connect(self.notice.clear)

    def enter(self, course_id: str) -> None:
        """Show the study of a course."""
        self._course, self._arriving = course_id, True
        self.notice.clear()
        self._models.studies.enter(course_id)

    @Slot()
    def _fill(self) -> None:
        focus = cast("QWidget | None", self.window().focusWidget())  # PySide's types promise one
        held = self._arriving or (focus is not None and self.isAncestorOf(focus))
        self._arriving = False
        if self._page is not None:
            self._page.hide()
            self._layout.removeWidget(self._page)
            self._page.deleteLater()
        self.form = self.leaving = None
        part = self._models.studies.part
        page = self._page = Page(part.study.title if part else self.tr("A study"), self)
        leave = TextButton(part.course.title if part else self.tr("Courses"), icon_name="previous")
        leave.clicked.connect(self._on_back)
        page.add(leave, after=4)
        page.column.setAlignment(leave, Qt.AlignmentFlag.AlignLeft)
        if part is not None:
            self._set(page, part)
        self._layout.addWidget(page)
        self.setFocusProxy(page)
        page.show()
        if held:
            page.setFocus()

    def _set(self, page: Page, part: Part) -> None:
        study = part.study
        page.heading(study.title, over=self.tr("Research, version {version}").format(version=study.version))
        if part.stands:
            self.leaving = LeavingCard(self._models, part)
            page.add(self.leaving)
        elif part.why:
            page.add(Words(part.why, measure=640))
        text = part.course.reading(study.text)
        for block in text.blocks if text else ():
            page.add(shown_block(block), after=8 if block.kind in ("item", "heading") else 14)
        asked = ", ".join(measure.title for measure in part.measures)
        facts = [
            self.tr("Contact: {contact}").format(contact=study.contact),
            self.tr("Questions: {titles}").format(titles=asked),
        ]
        for words in (*facts, LEAVES, WITHDRAW, SENT):
            page.add(Words(words, measure=640), after=20 if words == SENT else 10)
        self.form = ConsentForm(self._models, part)
        page.add(self.form)

    @Slot(object)
    def _tell(self, trouble: Trouble) -> None:
        self.notice.say(trouble.sentence)
        if self.form is not None:
            self.form.weigh()  # what was pressed can be pressed again

    @Slot()
    def _on_back(self) -> None:
        self.back.emit(self._course)


class ConsentForm(Card):
    """Each purpose by itself, with nothing ticked; once agreed, what was ticked then."""

    def __init__(self, models: Models, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._part = part
        self.ticks: dict[str, Tick] = {}
        self.body.addWidget(TitleLabel(self.tr("What you agree to") if part.stands else self.tr("To agree to")))
        for purpose in part.study.purposes:
            self._add(purpose)
        self.agree = PrimaryButton(self.tr("Keep this") if part.stands else self.tr("Take part"))
        self.agree.clicked.connect(self._on_agree)
        self.body.addSpacing(8)
        self.body.addWidget(FlowRow(self.agree))
        self.weigh()

    def _add(self, purpose: Purpose) -> None:
        given = self._part.consent
        self.body.addSpacing(4)
        self.body.addWidget(Words(purpose.text))
        if purpose.needed:
            self.body.addWidget(QuietLabel(self.tr("There is no taking part without this.")))
        tick = Tick(self.tr("I agree to this"))
        tick.setAccessibleName(self.tr("I agree to this: {purpose}").format(purpose=purpose.text))
        tick.setChecked(bool(self._part.stands and given and given.purposes.get(purpose.id)))
        tick.toggled.connect(self.weigh)
        self.ticks[purpose.id] = tick
        self.body.addWidget(FlowRow(tick))

    @Slot()
    def weigh(self) -> None:
        """One can go on where everything that taking part needs is ticked, and is another than what stands."""
        ready = all(self.ticks[each.id].isChecked() for each in self._part.study.purposes if each.needed)
        given = self._part.consent if self._part.stands else None
        same = given is not None and all(tick.isChecked() == given.purposes.get(n) for n, tick in self.ticks.items())
        self.agree.setEnabled(ready and not same)

    @Slot()
    def _on_agree(self) -> None:
        self.agree.setEnabled(False)
        self._models.studies.agree([name for name, tick in self.ticks.items() if tick.isChecked()])


class LeavingCard(Card):
    """What would leave, whole, before it is written; and the way out of the study."""

    def __init__(self, models: Models, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        assert part.consent is not None
        when = part.consent.day
        self.body.addWidget(TitleLabel(self.tr("You take part")))
        self.body.addWidget(QuietLabel(self.tr("You agreed on {day}.").format(day=f"{when.day} {when:%B %Y}")))
        self.kind = DropDown(self.tr("As what"))
        for form, name in (
            (Form.CSV, self.tr("A table with a codebook (CSV)")),
            (Form.REDCAP, self.tr("REDCap")),
            (Form.FHIR, self.tr("FHIR R4")),
            (Form.BIDS, self.tr("BIDS")),
        ):
            self.kind.addItem(name, form)
        self.look = QuietButton(self.tr("See what would leave"))
        self.look.clicked.connect(self._on_look)
        self.withdraw = TextButton(self.tr("Withdraw"))
        self.withdraw.clicked.connect(models.studies.withdraw)
        self.body.addWidget(FlowRow(self.kind, self.look, self.withdraw, gap=12))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("All that would leave, file by file"))
        self.text.setMinimumHeight(_HEIGHT)
        self.body.addWidget(self.text)
        self.save = PrimaryButton(self.tr("Save exactly this"))
        self.save.clicked.connect(self._on_save)
        self._save_row = FlowRow(self.save)
        self.body.addWidget(self._save_row)
        self.told = QuietLabel("")
        self.body.addWidget(self.told)
        for each in (self.text, self._save_row, self.told):
            each.hide()
        self.kind.currentIndexChanged.connect(self._on_kind)
        models.studies.looked.connect(self._on_looked)
        models.studies.written.connect(self._on_written)

    @Slot()
    def _on_kind(self) -> None:
        """What stands there is of another kind now."""
        if not self.text.isHidden():
            self._on_look()

    @Slot()
    def _on_look(self) -> None:
        self.save.setEnabled(False)
        self._models.studies.look(self.kind.currentData())

    @Slot()
    def _on_looked(self) -> None:
        preview = self._models.studies.preview
        if preview is None:
            return
        rows = [f"{name}\n\n{text.removeprefix(chr(0xFEFF))}" for name, text in preview.files.items()]
        self.text.setPlainText("\n\n".join(rows))
        self.save.setEnabled(True)
        times = len(preview.data.occasions)
        said = self.tr("1 check-in.") if times == 1 else self.tr("{n} check-ins.").format(n=times)
        if preview.data.left_out:
            other = self.tr("{n} to other words than the study’s are left out.")
            said = f"{said} {other.format(n=preview.data.left_out)}"
        self.told.setText(said)
        for each in (self.text, self._save_row, self.told):
            each.show()

    @Slot()
    def _on_save(self) -> None:
        preview = self._models.studies.preview
        if preview is None:
            return
        wished = f"{preview.data.study.id}.zip"
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), wished, self.tr("Files in one (*.zip)"))
        if file:
            self._models.studies.write(file if file.lower().endswith(".zip") else f"{file}.zip")

    @Slot(str)
    def _on_written(self, file: str) -> None:
        self.told.setText(self.tr("Saved as {file}. It goes nowhere unless you give it.").format(file=file))
        self.told.show()
