"""Today: what do you need right now, one line to write, how the last weeks looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...core.days import part_of_day
from .. import words
from ..look import look
from ..widgets.breathing import Emblem
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.card import Card
from ..widgets.chips import ChipRow
from ..widgets.dots import DaysDots
from ..widgets.flow import FlowLayout, FlowRow
from ..widgets.label import HeadingLabel, QuietLabel, TitleLabel, Words
from ..widgets.page import Page
from ..widgets.paint import RESTYLED
from .today_length import LengthRow

if TYPE_CHECKING:
    from ...core.journal import Glimpse
    from ...core.settings import Settings
    from ...core.suggestion import Suggestion
    from ...models.bundle import Models
    from ...models.courses import CoursesModel
    from ...models.journal import OneLine
    from ...models.today import Weeks
    from .next_steps import NextSteps


_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class TodayPlace(QWidget):
    """The first screen.

    Signals:
        practice_wanted: str, float; a practice's page is asked for, at that many minutes.
        help_wanted: nothing; someone to reach is asked for.
        entry_wanted: str; a page of the journal is asked for, by its id.
        course_wanted: str; a course's page is asked for, by its id.
    """

    practice_wanted = Signal(str, float)
    help_wanted = Signal()
    entry_wanted = Signal(str)
    course_wanted = Signal(str)

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        page = Page(self.tr("Today"), self)
        self._notice = FirstNotice(models, self)
        page.add(self._notice)
        self._letter = LetterCard(self)
        page.add(self._letter)
        page.add(self._build_head())
        page.add(self._build_choices())
        self._suggestion = SuggestionCard(self)
        page.add(self._suggestion)
        self._steps: NextSteps | None = None
        self._page = page
        page.add(self._build_lower())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self._needs)
        self._greet()

    def shown(self) -> None:
        """The place is entered."""
        self._greet()
        self._minutes.renew()
        self._models.today.refresh()
        if self._steps is not None:
            self._models.courses.refresh()

    def follow(self, courses: CoursesModel) -> None:
        """From now on the next step of each course that is under way stands here."""
        from .next_steps import NextSteps  # not before the first picture

        self._steps = NextSteps(courses, self)
        self._steps.course_wanted.connect(self.course_wanted)
        self._page.column.insertWidget(self._page.column.indexOf(self._suggestion) + 1, self._steps)
        self._steps.hide()

    def settle(self) -> None:
        """The first picture stands: now everything in it answers."""
        self._needs.chosen.connect(self._on_chosen)
        self._minutes.chosen.connect(self._on_chosen)
        self._models.today.suggested.connect(self._on_suggested)
        self._models.today.weeks_changed.connect(self._on_weeks)
        self._suggestion.begin_wanted.connect(self._begin)
        self._suggestion.page_wanted.connect(self.practice_wanted)
        self._notice.help_wanted.connect(self.help_wanted)
        self._letter.wanted.connect(self.entry_wanted)
        self._models.letters.changed.connect(self._on_letters)

    def _greet(self) -> None:
        now = self._models.clock.now()
        self._greeting.setText(words.greeting(part_of_day(now), now))

    def _build_head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._greeting = Words("", head, tone="quiet")
        column.addWidget(self._greeting)
        column.addWidget(HeadingLabel(self.tr("What do you need right now?"), head))
        return head

    def _build_choices(self) -> QWidget:
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._needs = ChipRow(self.tr("What do you need right now?"), choices, optional=True)
        self._needs.set_choices(words.needs())
        self._minutes = LengthRow(self._models.clock, choices)
        self._sound = ChipRow(self.tr("With sound or in silence"), choices)
        self._sound.set_choices([("sound", self.tr("with sound")), ("silent", self.tr("in silence"))])
        self._sound.set_value("sound")
        column.addWidget(self._needs)
        column.addWidget(FlowRow(self._minutes, self._sound, gap=28, rows=12))
        return choices

    def _build_lower(self) -> QWidget:
        lower = QWidget()
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight, lower)
        self._lower.setContentsMargins(0, 0, 0, 0)
        self._lower.setSpacing(20)
        self._lower.addWidget(self._build_line(), 1)
        self._lower.addWidget(self._build_weeks(), 1)
        return lower

    def _build_line(self) -> QWidget:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(QuietLabel(self.tr("One line for today")))
        head.addStretch(1)
        self._kept = QuietLabel("")
        head.addWidget(self._kept)
        card.body.addLayout(head)
        self.line = LineField(self._models, "today", self)
        self.line.setPlaceholderText(self.tr("Something that was a little kind…"))
        self.line.setAccessibleName(self.tr("One line for today"))
        self.line.kept.connect(self._on_line_kept)
        card.body.addWidget(self.line)
        card.body.addStretch(1)
        return card

    def _build_weeks(self) -> QWidget:
        card = Card()
        card.body.addWidget(QuietLabel(self.tr("The last two weeks")))
        card.body.addStretch(1)
        self._dots = DaysDots()
        card.body.addWidget(self._dots)
        card.body.addStretch(1)
        return card

    @Slot()
    def _on_line_kept(self) -> None:
        self._kept.setText(self.tr("Kept in your journal"))

    @Slot()
    def _on_chosen(self) -> None:
        self._models.today.choose(self._needs.value or "", self._minutes.minutes)

    @Slot(object)
    def _on_suggested(self, suggestions: tuple[Suggestion, ...]) -> None:
        self._suggestion.show_suggestions(suggestions, self._until(suggestions))

    def _until(self, suggestions: tuple[Suggestion, ...]) -> str:
        """Until when the first of them goes, where that was chosen and it can be had as long as that."""
        until = self._minutes.until
        if until is None or not suggestions:
            return ""
        fits = abs(words.samples_in_minutes(suggestions[0].length) - self._minutes.minutes) < 0.5
        return self.tr("Until {time}").format(time=f"{until:%H:%M}") if fits else ""

    @Slot(object)
    def _on_weeks(self, weeks: Weeks) -> None:
        self._dots.set_days(list(weeks.days), _weeks_in_words(self, weeks))

    @Slot()
    def _on_letters(self) -> None:
        self._letter.show_letter(self._models.letters.arrived)

    @Slot(object)
    def _begin(self, suggestion: Suggestion) -> None:
        from ...models.player import Purpose  # not before the first picture

        models = self._models
        offer = models.library.offer(suggestion.practice.id)
        # Counted anew: the clock on the wall goes on while one thinks it over.
        length = models.library.nearest(offer, words.minutes_in_samples(self._minutes.minutes))
        silent = self._sound.value == "silent"
        models.player.begin(models.library.timeline(offer, length), Purpose.PRACTICE, silent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESTYLED and hasattr(self, "_lower"):
            self._fit()

    def _fit(self) -> None:
        """Side by side where there is room for the letters as large as they are, one above the other where not."""
        narrow = self.width() < look().px(640)
        self._lower.setDirection(_DOWN if narrow else _ACROSS)
        self._suggestion.set_narrow(narrow)


class SuggestionCard(Card):
    """One suggestion with one button, and two others in a quiet line.

    Signals:
        begin_wanted: `Suggestion`.
        page_wanted: str, float; a practice's id and minutes.
    """

    begin_wanted = Signal(object)
    page_wanted = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: Suggestion | None = None
        self._emblem = Emblem(88, self)
        self._title = TitleLabel("", self)
        self._summary = Words("", self, tone="quiet")
        self._others = FlowLayout()
        self._begin = PrimaryButton(self.tr("Begin"), self)
        self._begin.clicked.connect(self._on_begin)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._title)
        said.addWidget(self._summary)
        said.addLayout(self._others)
        self._row = QBoxLayout(_ACROSS)
        self._row.setSpacing(28)
        self._row.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(said, 1)
        self._row.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self._row)
        self.show_suggestions(())

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room the words have all of it, and the button stands under them."""
        self._emblem.setHidden(narrow)
        self._row.setDirection(_DOWN if narrow else _ACROSS)
        self._row.setAlignment(self._begin, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter)

    def show_suggestions(self, suggestions: tuple[Suggestion, ...], until: str = "") -> None:
        """Show these, the best first; `until` is said in place of the first one's length."""
        self._first = suggestions[0] if suggestions else None
        self._begin.setEnabled(self._first is not None)
        while (item := self._others.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        if self._first is None:
            self._title.setText(" ")
            self._summary.setText(" ")
            return
        length = until or words.minutes(words.samples_in_minutes(self._first.length))
        self._title.setText(self._first.practice.title)
        self._summary.setText(f"{self._first.practice.summary} {length[:1].upper()}{length[1:]}.")
        self._begin.setAccessibleName(self.tr("Begin {title}").format(title=self._first.practice.title))
        for other in suggestions[1:]:
            self._others.addWidget(self._other(other))

    def _other(self, suggestion: Suggestion) -> QWidget:
        button = TextButton(self.tr("or {title}").format(title=suggestion.practice.title))
        minutes = words.samples_in_minutes(suggestion.length)
        button.clicked.connect(lambda: self.page_wanted.emit(suggestion.practice.id, minutes))
        return button

    @Slot()
    def _on_begin(self) -> None:
        if self._first is not None:
            self.begin_wanted.emit(self._first)


class LineField(QLineEdit):
    """A field whose line is kept in the journal while it is typed; Enter ends it and clears the field.

    Signals:
        kept: nothing.
    """

    kept = Signal()

    def __init__(self, models: Models, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.source = source
        self._line: OneLine | None = None
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self.finish)

    @Slot()
    def finish(self) -> None:
        """Nothing more is written on this line."""
        if self._line is not None:
            self._line.finish()
            self._line = None
            self.clear()

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if self._line is None:
            self._line = self._models.journal.line(self.source)
            self._line.kept.connect(self.kept)
        self._line.edit(text)


class LetterCard(Card):
    """A letter to oneself that has come; hidden on the days without one.

    Signals:
        wanted: str; the letter is to be read, by its entry's id.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._words = Words("", self)
        self.read = QuietButton(self.tr("Read it"), self)
        self.read.clicked.connect(lambda: self.wanted.emit(self._id))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.read, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)
        self.hide()

    def show_letter(self, letters: tuple[Glimpse, ...]) -> None:
        """Offer the first of these."""
        self.setHidden(not letters)
        if letters:
            from .journal_rows import wall, whole_day  # not before the first picture

            self._id = letters[0].id
            day = whole_day(wall(letters[0].local).date())
            self._words.setText(self.tr("A letter you wrote to yourself on {day} is here.").format(day=day))
            self.read.setAccessibleName(self.tr("Read the letter of {day}").format(day=day))


class FirstNotice(Card):
    """Said plainly once: what this program is not.

    Signals:
        help_wanted: nothing.
    """

    help_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.body.addWidget(
            Words(
                self.tr(
                    "This is a place to practise kindness towards yourself. It is not therapy, makes no diagnosis, "
                    "and cannot help in an emergency. “Too much?” is always in reach."
                )
            )
        )
        seen = QuietButton(self.tr("Thank you, I know"))
        seen.clicked.connect(self._on_seen)
        reach = TextButton(self.tr("Whom to call when it is urgent"))
        reach.clicked.connect(self.help_wanted)
        self.body.addWidget(FlowRow(seen, reach, gap=20))
        models.settings.changed.connect(self._on_settings)
        self.setVisible(not models.settings.current.notice_seen)

    @Slot()
    def _on_seen(self) -> None:
        self._models.settings.change(notice_seen=True)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.setVisible(not settings.notice_seen)


def _weeks_in_words(widget: QWidget, weeks: Weeks) -> str:
    if not weeks.practised:
        return widget.tr("Nothing here yet. One minute counts.")
    return widget.tr("{n} of the last {days} days").format(n=weeks.practised, days=len(weeks.days))
