"""A check-in: one question a screen, each of which can stay open, and a line of thanks."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...core.checkin import CheckInRecord
from ...core.checkin_words import NO_DIAGNOSIS, answer_words, result_words
from ...core.errors import Trouble
from ...core.measure import Item, Measure
from ...models.bundle import Models
from ..widgets.buttons import QuietButton, TextButton
from ..widgets.chips import ChipRow
from ..widgets.label import HeadingLabel, ProseLabel, QuietLabel, TitleLabel, Words
from ..widgets.page import Page
from ..widgets.rating import HIGHEST, RatingRow
from .checkin_list import CheckInList
from .stepped import SteppedPlace

ASKED = 28
"""Size of a question, px at 100 %: it leaves room for what it can be answered with in a small window too."""
MOST_DOTS = 14
"""With more questions than this, a number says which one stands."""
TEN = "x"


class CheckInPlace(SteppedPlace):
    """Asks a measure.

    Signals:
        help_wanted: nothing; the page with numbers to ring.
    """

    help_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        self.list = CheckInList(models)
        self.question = QuestionPage()
        self.thanks = ThanksPage()
        super().__init__((self.list, self.question, self.thanks), parent)
        self._model = models.checkins
        self._waiting = self._from_list = False
        self._add_to_foot()
        self._connect()

    def _add_to_foot(self) -> None:
        self.number = QuietLabel("")
        self._foot_row.insertWidget(2, self.number, 0, Qt.AlignmentFlag.AlignVCenter)
        self.leave_open = QuietButton(self.tr("Leave open"))
        self.leave_open.clicked.connect(self._on_leave_open)
        self._right.insertWidget(1, self.leave_open)
        self.setTabOrder(self.back, self.leave_open)
        self.setTabOrder(self.leave_open, self.next)
        self.next.setToolTip(self.tr("Enter"))
        # Nothing jumps to where one is about to click.
        room = self.next.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.next.setSizePolicy(room)

    def _connect(self) -> None:
        model = self._model
        model.stepped.connect(self._on_stepped)
        model.answered.connect(self._on_answered)
        model.kept.connect(self._on_kept)
        model.not_kept.connect(self._on_not_kept)
        model.finished.connect(self._on_finished)
        model.left.connect(self._on_left)
        model.trouble.connect(self._on_trouble)
        self.list.chosen.connect(self._on_chosen)
        self.question.chosen.connect(model.set_answer)
        self.question.entered.connect(self._on_next)
        self.thanks.help_wanted.connect(self.help_wanted)

    # ------------------------------------------------------------------ going about

    @Slot()
    def enter_list(self) -> None:
        """Show what can be asked."""
        self._say("")
        self._state.setText("")
        self._foot.hide()
        self._waiting, self._from_list = False, True
        self.leave.setText(self.tr("Back"))
        self.list.enter()
        self._show(self.list)

    @Slot(str)
    def _on_chosen(self, measure_id: str) -> None:
        self._ask(measure_id, "")

    def enter(self, measure_id: str, source: str = "") -> None:
        """Ask a measure; for a step of a course, by what names it."""
        self._from_list = False
        self._ask(measure_id, source)

    def _ask(self, measure_id: str, source: str) -> None:
        self._say("")
        self._state.setText("")
        self.question.clear()
        self._pages.setCurrentWidget(self.question)
        self._foot.hide()
        self._waiting = True
        self.leave.setText(self.tr("Enough for now"))
        if source:
            self._model.begin_step(measure_id, source)
        else:
            self._model.begin(measure_id)

    @Slot()
    def _on_stepped(self) -> None:
        model = self._model
        measure, item = model.measure, model.item
        if measure is None or item is None:
            return
        self._waiting = False
        count = len(measure.items)
        self.question.show_item(measure, item, model.answer)
        self.dots.set_step(model.at, count)
        self.dots.setVisible(1 < count <= MOST_DOTS)
        self.number.setText(self.tr("{at} of {count}").format(at=model.at + 1, count=count))
        self.number.setVisible(count > MOST_DOTS)
        self.back.setVisible(model.at > 0)
        self.leave_open.show()
        self.next.setText(self.tr("Done") if model.is_last else self.tr("Next"))
        self._foot.show()
        self._on_answered()
        self._show(self.question)

    @Slot()
    def _on_answered(self) -> None:
        self.question.set_answer(self._model.answer)
        self.next.setVisible(self._model.answer is not None)

    @Slot()
    def _on_back(self) -> None:
        self._model.go_back()

    def _on_forward(self) -> None:
        self._on_next()

    @Slot()
    def _on_next(self) -> None:
        """An open question is left open by its own button alone; after the thanks, this is the end."""
        if self.thanks.isVisible():
            self._go_away()
        elif self._model.running and self._model.answer is not None:
            self._model.go_on()

    @Slot()
    def _on_leave_open(self) -> None:
        if self._model.running:
            self._model.set_answer(None)
            self._model.go_on()

    @Slot()
    def _on_leave(self) -> None:
        if self._model.running:
            self._model.leave()
        elif self.list.isVisible():
            self.done.emit()
        else:
            self._go_away()

    @Slot()
    def _on_left(self) -> None:
        if self.isVisible():  # else something else was entered, and this was put away by it
            self._go_away()

    def _go_away(self) -> None:
        """Back to the list, where one came from it."""
        if self._from_list:
            self.enter_list()
        else:
            self.done.emit()

    @Slot(object)
    def _on_finished(self, record: CheckInRecord) -> None:
        self._say("")
        self._state.setText("")
        self.thanks.show_record(record)
        self.leave.setText(self.tr("Back"))
        for widget in (self.back, self.dots, self.number, self.leave_open):
            widget.hide()
        self.next.setText(self.tr("Done"))
        self.next.show()
        self._foot.show()
        self._show(self.thanks, self.next)

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        if self.isVisible() and self._waiting:
            self._waiting = False
            self.done.emit()
            self.trouble.emit(trouble)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number is an answer wherever the keyboard is; X is ten."""
        item, typed = self._model.item, event.text().lower()
        value = HIGHEST if typed == TEN else int(typed) if len(typed) == 1 and typed in "0123456789" else None
        if item is not None and value is not None and value in item.values and self.question.isVisible():
            self._model.set_answer(value)
            self.question.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes this place, what was answered is kept as it stands."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._model.leave()

    # ------------------------------------------------------------------ how it is kept

    @Slot()
    def _on_kept(self) -> None:
        self._state.setText(self.tr("Kept"))
        self._say("")

    @Slot(object)
    def _on_not_kept(self, trouble: Trouble) -> None:
        self._state.setText("")
        self._say(self.tr("Not kept yet: {why}").format(why=trouble.sentence))


class QuestionPage(Page):
    """One question, and what it can be answered with.

    Signals:
        chosen: int; an answer.
        entered: nothing; the next question is wanted.
    """

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, widest=680, alone=True)
        self._over = QuietLabel("", self, size=15)
        self._stem = ProseLabel("", self, tone="quiet")
        self._text = TitleLabel("", self, size=ASKED)
        self.scale = RatingRow("", self, skip=False)
        self.choices = ChipRow("", self)
        self._ends = QuietLabel("", self)
        self._credit = QuietLabel("", self)
        self.column.insertStretch(0, 1)
        self.add(self._over, after=8)
        self.add(self._stem, after=16)
        self.add(self._text, after=28)
        self.add(self.scale)
        self.add(self.choices)
        self.add(self._ends, after=28)
        self.add(self._credit)
        self.scale.rated.connect(self.chosen)
        self.choices.chosen.connect(lambda key: self.chosen.emit(int(key)))
        for row in (self.scale, self.choices):
            for key in ("Return", "Enter"):
                QShortcut(QKeySequence(key), row, self._on_enter, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def clear(self) -> None:
        """Nothing is asked."""
        for label in (self._over, self._stem, self._text, self._ends, self._credit):
            label.setText("")
        for widget in (self.scale, self.choices):
            widget.hide()

    def show_item(self, measure: Measure, item: Item, answer: int | None) -> None:
        """Ask this; with the answer that it has already."""
        self.setAccessibleName(item.text)
        recall = f" · {measure.recall}" if measure.recall else ""
        self._over.setText(f"{measure.title}{recall}")
        self._stem.setText(measure.stem)
        self._stem.setVisible(bool(measure.stem))
        self._text.setText(item.text)
        rated = not item.choices and (item.least, item.most) == (0, HIGHEST)
        self.scale.setVisible(rated)
        self.choices.setVisible(not rated)
        if rated:
            self.scale.ask("", item.low, item.high)
            self.scale.setAccessibleName(item.text)
        else:
            self.choices.setAccessibleName(item.text)
            self.choices.set_choices([(str(value), item.said(value) or str(value)) for value in item.values])
        ends = "" if item.choices or rated else f"{item.least} {item.low} · {item.most} {item.high}"
        self._ends.setText(ends)
        self._ends.setVisible(bool(ends))
        self._credit.setText(measure.credit)
        self._credit.setVisible(bool(measure.credit))
        self.set_answer(answer)
        row = self.scale if rated else self.choices
        self.setFocusProxy(row)
        self.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._show_answers)

    @Slot()
    def _show_answers(self) -> None:
        """In a small window with large letters the question is scrolled, so that its answers are in sight."""
        row = self.choices if self.scale.isHidden() else self.scale
        if row.isVisible():
            self.ensureWidgetVisible(row, 0, 8)

    def set_answer(self, answer: int | None) -> None:
        """Show an answer as chosen, or none."""
        if not self.scale.isHidden():
            self.scale.set_value(answer)
        self.choices.set_value("" if answer is None else str(answer))

    @Slot()
    def _on_enter(self) -> None:
        """Enter goes on where something is chosen. It never answers: pressed twice, it would have said 0."""
        value = self.choices.value if self.scale.isHidden() else self.scale.value
        if value not in ("", None):
            self.entered.emit()


class ThanksPage(Page):
    """That it is kept, and what it was, in words.

    Signals:
        help_wanted: nothing; the page with numbers to ring.
    """

    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, widest=680, alone=True)
        self._kept = ProseLabel("", self, tone="quiet")
        self.scores = Pairs(self)
        self.band = QuietLabel(NO_DIAGNOSIS, self, size=15)
        self._help = TextButton(self.tr("Help, and numbers to ring"))
        self._help.clicked.connect(self.help_wanted)
        self.answers = Pairs(self)
        self.add(HeadingLabel(self.tr("Thank you"), self), after=8)
        self.add(self._kept, after=28)
        self.add(self.scores)
        self.add(self.band, after=4)
        self.add(_at_start(self._help))
        self.add(self.answers)

    def show_record(self, record: CheckInRecord) -> None:
        """Say what was answered."""
        asked, results = record.asked, record.results
        self.setAccessibleName(self.tr("Thank you"))
        kept = self.tr("Kept under “{title}”. A number is how it was at one moment, and nothing more.")
        self._kept.setText(kept.format(title=record.title))
        said = [(result.title, result_words(result)) for result in results] if asked.scores else []
        self.scores.show_pairs(said)
        self.answers.show_pairs([(item.text, answer_words(item, record.answers)) for item in asked.items])
        banded = any(result.band for result in results)
        self.band.setVisible(banded)
        self._help.setVisible(banded)
        self.verticalScrollBar().setValue(0)


class Pairs(QWidget):
    """What was asked, and under it what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(14)

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show these and no others."""
        while (taken := self._rows.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for asked, said in pairs:
            self._rows.addWidget(self._pair(asked, said))
        self.setVisible(bool(pairs))

    def _pair(self, asked: str, said: str) -> QWidget:
        pair = QWidget(self)
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        answer = Words(said, pair)
        answer.setAccessibleName(f"{asked} {said}")
        column.addWidget(QuietLabel(asked, pair, size=15))
        column.addWidget(answer)
        return pair


def _at_start(button: QWidget) -> QWidget:
    """A button at the side where one begins to read, no wider than it is."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch(1)
    return holder
