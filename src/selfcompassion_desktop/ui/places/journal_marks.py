"""What stands beside a page: feelings, how strong they are, tags, a pin. One quiet line, which opens where one asks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ...core.journal import STRONGEST, Marks, folded
from ...models.bundle import Models
from ..look import look, sans
from ..tokens import TEXT
from ..widgets.buttons import IconButton, QuietButton, TextButton
from ..widgets.chips import ChipSet
from ..widgets.flow import FlowRow
from ..widgets.label import QuietLabel
from ..widgets.names import NamesField
from ..widgets.rating import RatingRow

SAID_MOST = 230
"""The widest that feelings or tags grow in the line, px at 100 %."""
GAP = 20
SHARE = 0.45
"""The part of the page's height that an open drawer takes at most."""
AROUND = 190
"""What head, foot and a line of the page need beside an open drawer, px at 100 %."""


class MarksStrip(QWidget):
    """The line, and over it the drawer that is open.

    Signals:
        left: nothing; the person is done here and goes back to the page.
    """

    left = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._wide, self._high, self._taken = 400, 400, 0
        self._alone = False
        self.feelings = FeelingsDrawer(models)
        self.tags = TagsDrawer(models)
        self._drawers = {"feelings": _Scroll(self.feelings), "tags": _Scroll(self.tags)}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for drawer in self._drawers.values():
            drawer.hide()
            column.addWidget(drawer)
        column.addLayout(self._build_line())
        self.feelings.turned.connect(self._fit)
        models.marks.offered.connect(self._fit)
        journal = models.journal
        journal.marked.connect(self._show)
        journal.opened.connect(self._on_opened)
        journal.page_kept.connect(self._on_kept)
        self._show()

    def _build_line(self) -> QHBoxLayout:
        self.pin = IconButton("pin", "", side=32)
        self.pin.setCheckable(True)
        self.pin.clicked.connect(self._on_pin)
        self.felt = TextButton("")
        self.felt.clicked.connect(lambda: self.toggle("feelings"))
        self.tagged = TextButton("")
        self.tagged.clicked.connect(lambda: self.toggle("tags"))
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        for button in (self.felt, self.tagged, self.pin):
            line.addWidget(button)
        line.addStretch(1)
        return line

    # ------------------------------------------------------------------ opening and folding

    @property
    def open(self) -> str:
        """Which drawer is open: "feelings", "tags", or "" for none."""
        return next((name for name, drawer in self._drawers.items() if not drawer.isHidden()), "")

    @Slot(str)
    def toggle(self, name: str) -> None:
        """Open a drawer and go there, or fold it if it is open and one is in it."""
        if self.isHidden():
            return
        drawer = self._drawers[name]
        if self.open == name and (drawer.isAncestorOf(self.focusWidget()) or self._on_line()):
            self.fold()
            return
        if self.open != name:
            self.fold(stay=True)
            drawer.show()
            self._models.marks.read()
            self._fit()
        (self.feelings if name == "feelings" else self.tags).setFocus(Qt.FocusReason.TabFocusReason)

    def fold(self, *, stay: bool = False) -> None:
        """Close what is open; what was being typed is taken. Go back to the page, unless one is to stay."""
        if not self.open:
            return
        self.tags.names.finish()
        for drawer in self._drawers.values():
            drawer.hide()
        if not stay:
            self.left.emit()

    def set_alone(self, alone: bool) -> None:
        """Hide while the page is alone on the screen."""
        self._alone = alone
        self.fold(stay=True)
        self._show()

    @Slot()
    def toggle_pin(self) -> None:
        """Pin the page, or let it go."""
        journal = self._models.journal
        journal.mark(replace(journal.marks, pinned=not journal.marks.pinned))

    def set_room(self, width: int, height: int, taken: int = 0) -> None:
        """Say how wide the column is, how high the whole page, and what else stands at the line's end, px."""
        if (width, height, taken) != (self._wide, self._high, self._taken):
            self._wide, self._high, self._taken = width, height, taken
            self._name()
            self._fit()

    # ------------------------------------------------------------------ showing

    @Slot()
    def _show(self) -> None:
        marks = self._models.journal.marks
        self._name()
        self.feelings.show_marks(marks)
        self.tags.show_marks(marks)
        self.setHidden(self._alone or self._models.journal.entry is None)
        self._fit()

    def _name(self) -> None:
        """Say what is set in as many words as there is room for; where one is short, the other has the rest."""
        marks = self._models.journal.marks
        self.pin.setChecked(marks.pinned)
        name = self.tr("Let this page go from the top (Ctrl+D)") if marks.pinned else self.tr("Pin this page (Ctrl+D)")
        self.pin.set_name(name)
        feelings, tags = _felt(self, marks), " ".join(f"#{name}" for name in marks.tags)
        felt, tagged = feelings or self.tr("Feelings"), tags or self.tr("Tags")
        wide = QFontMetrics(sans(TEXT)).horizontalAdvance
        room = self._wide - self.pin.sizeHint().width() - self._taken - 4 * GAP
        for_tags = min(wide(tagged), max(room // 2, room - wide(felt)), look().px(SAID_MOST))
        named = ", ".join(marks.tags)
        self._say(self.felt, felt, self.tr("Feelings: {names}").format(names=feelings), room - for_tags)
        self._say(self.tagged, tagged, self.tr("Tags: {names}").format(names=named), for_tags)

    def _say(self, button: TextButton, text: str, name: str, room: int) -> None:
        room = min(room, look().px(SAID_MOST))
        short = QFontMetrics(sans(TEXT)).elidedText(text, Qt.TextElideMode.ElideRight, room + 1)
        button.setText(short.replace("&", "&&"))
        button.setAccessibleName(name)
        key = "Ctrl+E" if button is self.felt else "Ctrl+T"
        button.setToolTip(key if short == text else f"{text} ({key})")

    @Slot(object)
    def _on_opened(self, entry: object) -> None:
        self.fold(stay=True)
        self._show()

    @Slot()
    def _on_kept(self) -> None:
        if self.isHidden() and not self._alone and self._models.journal.entry is not None:
            self._show()

    @Slot()
    def _on_pin(self) -> None:
        self.toggle_pin()
        self._show()

    def _on_line(self) -> bool:
        return any(button.hasFocus() for button in (self.pin, self.felt, self.tagged))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds; a number says how strong it is."""
        number = "0123456789x".find(event.text().lower()) if event.text() else -1
        if event.key() == Qt.Key.Key_Escape:
            self.fold() if self.open else self.left.emit()
        elif number >= 0 and not self.tagged.hasFocus() and not self.pin.hasFocus():
            self.feelings.set_strength(number)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """An open drawer is as high as what is in it, as far as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for drawer in self._drawers.values():
            if not drawer.isHidden():
                drawer.fit(self.width(), min(round(self._high * SHARE), self._high - look().px(AROUND)))


class FeelingsDrawer(QWidget):
    """Feelings to choose from, how strong they are, and the list itself to edit.

    Signals:
        turned: nothing; something else is in it now, which may be higher.
    """

    turned = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._shown: dict[str, str] = {}
        self.chips = ChipSet(self.tr("Feelings"), small=True)
        self.chips.chosen.connect(self._on_chosen)
        self.rating = RatingRow(low=self.tr("hardly there"), high=self.tr("very strong"))
        self.rating.setAccessibleName(self.tr("How strong it is"))
        self.rating.rated.connect(self.set_strength)
        self.rating.skipped.connect(lambda: self.set_strength(None))
        self.edit = TextButton(self.tr("Edit the list"), icon_name="edit")
        self.edit.clicked.connect(self._on_edit)
        self._choosing = QWidget()
        choosing = QVBoxLayout(self._choosing)
        choosing.setContentsMargins(0, 0, 0, 0)
        choosing.setSpacing(12)
        choosing.addWidget(self.chips)
        choosing.addWidget(self.rating)
        choosing.addWidget(FlowRow(self.edit))
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 4, 3, 4)
        column.addWidget(self._choosing)
        column.addWidget(self._build_editing())
        models.marks.offered.connect(self._on_offered)
        self.setFocusProxy(self.chips)
        _grow(self._choosing, self._editing, self)

    def _build_editing(self) -> QWidget:
        self._editing = QWidget()
        self.names = NamesField(self.tr("The feelings that are offered"), hint=self.tr("Another feeling"))
        self.names.changed.connect(self.turned)
        self.done = QuietButton(self.tr("Keep this list"))
        self.done.clicked.connect(self._on_done)
        self.back = TextButton(self.tr("Leave it as it was"))
        self.back.clicked.connect(self._leave_editing)
        column = QVBoxLayout(self._editing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        said = self.tr("Pages keep the feelings they have. An empty list brings back the one to begin with.")
        column.addWidget(QuietLabel(said))
        column.addWidget(self.names)
        column.addWidget(FlowRow(self.done, self.back, gap=20))
        self._editing.hide()
        return self._editing

    def show_marks(self, marks: Marks) -> None:
        """Show what is chosen; a feeling that the list does not have stands behind it."""
        offered = {folded(name): name for name in (*self._models.marks.feelings, *marks.feelings)}
        if offered != self._shown:
            self._shown = offered
            self.chips.set_choices(list(offered.items()))
        self.chips.set_values(map(folded, marks.feelings))
        self.rating.set_value(marks.strength)

    def set_strength(self, strength: int | None) -> None:
        """Say how strong it is, 0 to 10; None leaves it out."""
        journal = self._models.journal
        journal.mark(replace(journal.marks, strength=strength))

    @Slot(list)
    def _on_chosen(self, keys: list[str]) -> None:
        journal = self._models.journal
        held = {folded(name): name for name in journal.marks.feelings}
        feelings = tuple(held.get(key, self._shown[key]) for key in keys)
        journal.mark(replace(journal.marks, feelings=feelings))

    @Slot()
    def _on_offered(self) -> None:
        self.show_marks(self._models.journal.marks)
        self.setFocusProxy(self.chips)

    @Slot()
    def _on_edit(self) -> None:
        self.names.give(self._models.marks.feelings)
        self._choosing.hide()
        self._editing.show()
        self.turned.emit()
        self.names.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_done(self) -> None:
        self.names.finish()
        self._models.marks.set_feelings(list(self.names.names))
        self._leave_editing()

    @Slot()
    def _leave_editing(self) -> None:
        self._editing.hide()
        self._choosing.show()
        self.turned.emit()
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)


class TagsDrawer(QWidget):
    """Tags, typed; those used before complete what is typed."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.names = NamesField(self.tr("Tags"), hint=self.tr("A tag, then Enter"))
        self.names.changed.connect(self._on_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 4, 3, 4)
        column.addWidget(self.names)
        models.marks.offered.connect(self._on_offered)
        self.setFocusProxy(self.names)
        _grow(self)

    def show_marks(self, marks: Marks) -> None:
        """Show the tags that are set."""
        if self.names.names != marks.tags:
            self.names.give(marks.tags)

    @Slot()
    def _on_offered(self) -> None:
        self.names.offer([name for name, _ in self._models.marks.tags])

    @Slot(list)
    def _on_changed(self, tags: list[str]) -> None:
        journal = self._models.journal
        journal.mark(replace(journal.marks, tags=tuple(tags)))


class _Scroll(QScrollArea):
    """A drawer, which scrolls where the window is too small for what is in it."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        view = QWidget()  # one of our own: asking Qt for its one makes PySide look through every widget class
        self.setViewport(view)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        view.setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def fit(self, width: int, most: int) -> None:
        """Be as high as the content needs at that width, but no higher than `most` px."""
        layout = self._content.layout()
        wanted = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        self.setFixedHeight(min(max(wanted, self._content.minimumSizeHint().height()), most))


def _grow(*widgets: QWidget) -> None:
    """Let the height follow the width."""
    for widget in widgets:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        widget.setSizePolicy(policy)


def _felt(widget: QWidget, marks: Marks) -> str:
    """`tired, tender · 6 of 10`; empty where nothing was said."""
    names = ", ".join(marks.feelings)
    if marks.strength is None:
        return names
    strength = widget.tr("{n} of {most}").format(n=marks.strength, most=STRONGEST)
    return f"{names} · {strength}" if names else strength
