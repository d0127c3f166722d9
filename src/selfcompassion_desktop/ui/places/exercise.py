"""A written exercise: what it is, then a step a screen, and in the end a page of the journal."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...core.errors import Trouble
from ...core.exercise import Exercise
from ...models.bundle import Models
from ...models.exercise import Earlier
from ...models.journal import Keeping
from .. import words
from ..widgets.buttons import PrimaryButton, QuietButton
from ..widgets.caution import CautionText
from ..widgets.label import HeadingLabel, ProseLabel, QuietLabel
from ..widgets.page import Page
from .exercise_step import StepPage
from .journal_rows import wall, whole_date
from .stepped import SteppedPlace

LONG = 400


class ExercisePlace(SteppedPlace):
    """Guides through a piece of writing.

    Signals:
        written: nothing; the journal is to show what was written.
    """

    written = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        self.cover = Cover()
        self.page = StepPage()
        super().__init__((self.cover, self.page), parent)
        self._model = models.exercise
        self.next.setToolTip(self.tr("Ctrl+Enter"))
        self._connect()

    def _connect(self) -> None:
        model = self._model
        model.looked_up.connect(self._on_looked_up)
        model.stepped.connect(self._on_stepped)
        model.keeping_changed.connect(self._on_keeping)
        model.written.connect(self._on_written)
        model.left.connect(self._on_left)
        model.trouble.connect(self._on_trouble)
        self.cover.begun.connect(model.begin)
        self.cover.gone_on.connect(model.go_on)
        self.page.field.touched.connect(self._on_touched)

    # ------------------------------------------------------------------ going about

    def enter(self, exercise_id: str) -> None:
        """Show what an exercise is."""
        try:
            exercise = self._model.choose(exercise_id)
        except Trouble as trouble:
            self.trouble.emit(trouble)
            self.done.emit()
            return
        self.cover.show_exercise(exercise)
        self.leave.setText(self.tr("Not now"))
        self._foot.hide()
        self._on_keeping(Keeping.EMPTY)
        self._show(self.cover)

    @Slot(object)
    def _on_looked_up(self, earlier: Earlier | None) -> None:
        self.cover.show_earlier(earlier)

    @Slot()
    def _on_stepped(self) -> None:
        model = self._model
        steps, at = model.steps, model.step
        last = at == len(steps) - 1
        self.page.show_step(steps[at], model.answers[at], at, len(steps))
        self.page.show_answered(model.answered)
        self.leave.setText(self.tr("Enough for now"))
        self.dots.set_step(at, len(steps))
        self.back.setVisible(at > 0)
        self.next.setText(self.tr("Done") if last else self.tr("Next"))
        self._foot.show()
        self._show(self.page)

    @Slot()
    def _on_touched(self) -> None:
        field = self.page.field
        self._model.touch(field.text)
        # A text that is longer than any beginning is not read with each key.
        self.page.show_answered(field.document().characterCount() > LONG or self._model.answered)

    @Slot()
    def _on_back(self) -> None:
        if self._model.running:
            self._model.go_to(self._model.step - 1)

    @Slot()
    def _on_forward(self) -> None:
        if self._model.running:
            self._model.go_to(self._model.step + 1)

    @Slot()
    def _on_next(self) -> None:
        model = self._model
        if not model.running:
            return
        if model.step < len(model.steps) - 1:
            model.go_to(model.step + 1)
        else:
            model.finish()

    @Slot()
    def _on_leave(self) -> None:
        if self._model.running:
            self._model.leave()
        else:
            self.done.emit()

    @Slot()
    def _on_left(self) -> None:
        if self.isVisible():  # else something else was entered, and this was put away by it
            self.done.emit()

    @Slot()
    def _on_written(self) -> None:
        if self.isVisible():
            self.written.emit()

    @Slot(object)
    def _on_trouble(self, trouble: Trouble) -> None:
        if self.isVisible():
            self._say(trouble.sentence)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes this place, what was written is kept as it stands."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._model.leave()

    # ------------------------------------------------------------------ how it is kept

    @Slot(object)
    def _on_keeping(self, keeping: Keeping) -> None:
        failed = keeping is Keeping.NOT_KEPT
        under_way = keeping in (Keeping.UNSAVED, Keeping.SAVING)
        kept = self.tr("Kept") if keeping is Keeping.KEPT else ""
        self._state.setText(self.tr("Keeping…") if under_way else kept)
        self._say(self.tr("Not kept yet: {why}").format(why=self._model.why) if failed else "")


class Cover(Page):
    """What an exercise is for, how long it may take, and what to mind.

    Signals:
        begun: nothing; the first step is wanted.
        gone_on: nothing; what was left half-way is to be gone on with.
    """

    begun = Signal()
    gone_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, widest=680, alone=True)
        self._title = HeadingLabel("", self)
        self._summary = ProseLabel("", self, tone="quiet")
        self._facts = QuietLabel("", self, size=15)
        self._mind = CautionText("", self)
        self._earlier = ProseLabel("", self)
        self._earlier.hide()
        self.add(self._title, after=8)
        self.add(self._summary, after=12)
        self.add(self._facts, after=28)
        self.add(self._mind, after=28)
        self.add(self._earlier)
        self.add(self._build_choice())
        kept = self.tr("Whatever you write is kept as a page of your journal, from the first word on.")
        self.add(QuietLabel(kept, self))
        self.setFocusProxy(self.go_on)

    def _build_choice(self) -> QWidget:
        choice = QWidget()
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.go_on = PrimaryButton(self.tr("Go on"))
        self.go_on.clicked.connect(self.gone_on)
        self.begin = PrimaryButton(self.tr("Begin"))
        self.begin.clicked.connect(self.begun)
        self.again = QuietButton(self.tr("Begin again"))
        self.again.clicked.connect(self.begun)
        for button in (self.go_on, self.begin, self.again):
            row.addWidget(button)
        row.addStretch(1)
        return choice

    def show_exercise(self, exercise: Exercise) -> None:
        """Show this one, as if it had never been begun."""
        self.setAccessibleName(exercise.title)
        self._title.setText(exercise.title)
        self._summary.setText(exercise.summary)
        told = self.tr("About {minutes}, in {n} steps. Any of them may stay empty.")
        self._facts.setText(told.format(minutes=words.minutes(exercise.minutes), n=len(exercise.steps)))
        self._mind.set_text(exercise.mind)
        self.verticalScrollBar().setValue(0)
        self.show_earlier(None)

    def show_earlier(self, earlier: Earlier | None) -> None:
        """Offer to go on with what was left half-way."""
        had_keyboard = self.begin.hasFocus() or self.go_on.hasFocus()
        begun = self.tr("There is a page that you began on {date}. You can go on with it, or leave it as it is.")
        self._earlier.setText(begun.format(date=whole_date(wall(earlier.local))) if earlier else "")
        self._earlier.setVisible(earlier is not None)
        self.go_on.setVisible(earlier is not None)
        self.again.setVisible(earlier is not None)
        self.begin.setVisible(earlier is None)
        self.setFocusProxy(self.begin if earlier is None else self.go_on)
        if had_keyboard:
            self.setFocus()
