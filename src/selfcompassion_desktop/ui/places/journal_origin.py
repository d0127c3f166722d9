"""Where the entry on the desk came from: a quiet line at the foot of the page, with a way there where there is one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...core.journal import Entry
from ...models.bundle import Models
from ...models.origins import Kind, Origin
from ..tokens import SMALL
from ..widgets.buttons import TextButton
from ..widgets.label import ElidedLabel
from .journal_rows import wall


class OriginLine(QWidget):
    """Hidden where an entry came from nowhere but a fresh page.

    Signals:
        practice_wanted: str; a practice's page is asked for.
        exercise_wanted: str; an exercise is asked for.
    """

    practice_wanted = Signal(str)
    exercise_wanted = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._origin: Origin | None = None
        self._source = ""
        self._alone = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.told = ElidedLabel("", self, size=SMALL, tone="quiet")
        self.way = TextButton("", self)
        self.way.clicked.connect(self._on_way)
        row.addWidget(self.told, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.way)
        self.hide()

    def show_for(self, entry: Entry | None) -> None:
        """Tell where an entry came from, as soon as it is known."""
        source = self._source = entry.source if entry is not None else ""
        if not source:
            self._show(None)
            return
        self._models.origins.find(source, lambda origin: self._on_found(source, origin))

    def set_alone(self, alone: bool) -> None:
        """Be hidden while the page is alone on the screen."""
        self._alone = alone
        self.setVisible(self._origin is not None and not alone)

    def _on_found(self, source: str, origin: Origin | None) -> None:
        if source == self._source:  # else another entry lies there by now
            self._show(origin)

    def _show(self, origin: Origin | None) -> None:
        self._origin = origin
        self.set_alone(self._alone)
        if origin is None:
            return
        self.told.setText(_told(self, origin, self._models.clock.now()))
        ways = {
            Kind.SITTING: self.tr("Open the practice"),
            Kind.EXERCISE: self.tr("Open the exercise"),
            Kind.COPY: self.tr("Open the other page"),
        }
        self.way.setText(ways.get(origin.kind, ""))
        self.way.setVisible(bool(origin.target))

    @Slot()
    def _on_way(self) -> None:
        origin = self._origin
        if origin is None or not origin.target:
            return
        match origin.kind:
            case Kind.SITTING:
                self.practice_wanted.emit(origin.target)
            case Kind.EXERCISE:
                self.exercise_wanted.emit(origin.target)
            case _:
                self._models.journal.open(origin.target)


def _told(widget: QWidget, origin: Origin, now: datetime) -> str:
    title = origin.title
    match origin.kind:
        case Kind.SITTING:
            return widget.tr("After {title}, {day}").format(title=title, day=_day(wall(origin.local), now))
        case Kind.BREAK:
            return widget.tr("From a break")
        case Kind.EXERCISE:
            named = widget.tr("From the exercise “{title}”").format(title=title)
            return named if title else widget.tr("From an exercise that is no longer here")
        case Kind.IMPORT:
            named = widget.tr("Taken in from {title}").format(title=title)
            return named if title else widget.tr("Taken in from another program")
        case Kind.COPY:
            named = widget.tr("A copy: “{title}” was changed elsewhere at the same time").format(title=title)
            return named if title else widget.tr("A copy of a page that is no longer here")


def _day(moment: datetime, now: datetime) -> str:
    """`25 Nov`, and the year where it is not this one."""
    day = f"{moment.day} {QLocale().standaloneMonthName(moment.month, QLocale.FormatType.ShortFormat)}"
    return day if moment.year == now.year else f"{day} {moment.year}"
