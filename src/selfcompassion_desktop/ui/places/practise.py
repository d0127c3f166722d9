"""Practise: the library, and a practice's own page."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...core.errors import Trouble
from ...core.practice import Practice
from ...core.timeline import RATE, Timeline, samples
from ...core.until import quarters, seconds_until
from ...models.bundle import Models
from ...models.library import Offer
from ...models.player import Purpose
from .. import words
from ..widgets.buttons import PrimaryButton, QuietButton, TextButton
from ..widgets.card import Card
from ..widgets.caution import CautionText
from ..widgets.chips import ChipRow
from ..widgets.label import HeadingLabel, ProseLabel, QuietLabel
from ..widgets.menu_card import CardRow
from ..widgets.page import Page
from ..widgets.rating import RatingRow
from ..widgets.slider import LengthSlider, SectionPart, SectionStrip
from .choices import BellCard, RatingCard, SoundscapeCard, VoiceCard, spoken_by
from .library import LibraryPage
from .silence import SilencePage

USUAL_MINUTES = 8.0


class PractisePlace(QWidget):
    """The library, and over it the page of one practice.

    Signals:
        exercise_wanted: str; something to write along is asked for.
        exercises_wanted: nothing; the list of all that can be written along.
    """

    exercise_wanted = Signal(str)
    exercises_wanted = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QStackedWidget()
        self.library = LibraryPage(models, self)
        self.practice = PracticePage(models, self)
        self.silence = SilencePage(models, self)
        for page in (self.library, self.practice, self.silence):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.library.practice_wanted.connect(self.open)
        self.library.silence_wanted.connect(self._on_silence)
        self.library.write.exercise_wanted.connect(self.exercise_wanted)
        self.library.write.all_wanted.connect(self.exercises_wanted)
        self.practice.back.connect(self._on_back)
        self.silence.back.connect(self._on_back)

    def shown(self) -> None:
        """The place is entered: the library, unless a practice is asked for."""
        self._pages.setCurrentWidget(self.library)
        self.library.refresh()

    @Slot(str)
    def open(self, practice_id: str, minutes: float = 0.0) -> None:
        """Show a practice's page, at a length if one is given."""
        self.practice.enter(practice_id, minutes)
        self._pages.setCurrentWidget(self.practice)
        self.practice.setFocus()

    @Slot()
    def _on_silence(self) -> None:
        self.silence.enter()
        self._pages.setCurrentWidget(self.silence)
        self.silence.setFocus()

    @Slot()
    def _on_back(self) -> None:
        self._pages.setCurrentWidget(self.library)
        self.library.setFocus()


class PracticePage(QWidget):
    """What a practice is for, what to mind, how long, and Begin.

    Signals:
        back: nothing; to the library.
    """

    back = Signal()

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._offer: Offer | None = None
        self._until: datetime | None = None
        self._moments: tuple[datetime, ...] = ()
        page = self._page = Page(self.tr("A practice"), self)
        back = TextButton(self.tr("Practise"), icon_name="previous")
        back.clicked.connect(self.back)
        page.add(back, after=4)
        page.column.setAlignment(back, Qt.AlignmentFlag.AlignLeft)
        self._title = HeadingLabel("", self)
        self._summary = ProseLabel("", self, tone="quiet")
        page.add(self._title, after=4)
        page.add(self._summary)
        page.add(self._build_length())
        self._mind = CautionText("", self)
        page.add(self._mind)
        page.add(self._build_foot(), after=8)
        self._voice = QuietLabel("", self)
        page.add(self._voice, after=4)
        self._kind = QuietLabel("", self)
        page.add(self._kind)
        page.add(self._build_choices())
        self._along = TextButton(self.tr("Take it along"))
        self._along.clicked.connect(self._on_along)
        page.add(self._along)
        page.column.setAlignment(self._along, Qt.AlignmentFlag.AlignLeft)
        self._rating_card = Card(self)
        self._rating_card.body.addWidget(QuietLabel(self.tr("Before you begin, if you like"), self._rating_card))
        self.rating = RatingRow("", self._rating_card)
        self._rating_card.body.addWidget(self.rating)
        page.add(self._rating_card)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setFocusProxy(self._begin)
        QShortcut(QKeySequence("Esc"), self, self.back.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_length(self) -> QWidget:
        card = Card(self)
        self._length = LengthSlider(self.tr("How long"), card)
        self._length.changed.connect(self._on_length)
        self._strip = SectionStrip(card)
        self._later = QuietLabel("", card)
        self._quarters = ChipRow(self.tr("Until"), card, optional=True)
        self._quarters.chosen.connect(self._on_until)
        card.body.addWidget(self._length)
        card.body.addWidget(self._quarters)
        card.body.addSpacing(4)
        card.body.addWidget(self._strip)
        card.body.addWidget(self._later)
        return card

    def _build_choices(self) -> QWidget:
        self.voice = VoiceCard(self)
        self.voice.chosen.connect(self._on_voice)
        self.soundscape = SoundscapeCard(self._models, self)
        self.bell = BellCard(self._models, self)
        self.rated = RatingCard(self)
        self.rated.chosen.connect(self._show_rating)
        self._choices = CardRow(self.voice, self.soundscape, self.bell, self.rated, parent=self)
        return self._choices

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._begin = PrimaryButton(self.tr("Begin"))
        self._begin.clicked.connect(lambda: self._on_begin(False))
        silent = QuietButton(self.tr("In silence, with text"))
        silent.clicked.connect(lambda: self._on_begin(True))
        self._go_on = QuietButton("")
        self._go_on.clicked.connect(self._on_go_on)
        row.addWidget(self._begin)
        row.addWidget(self._go_on)
        row.addWidget(silent)
        row.addStretch(1)
        return foot

    def enter(self, practice_id: str, minutes: float) -> None:
        """Show a practice; at its last length, where none is given."""
        models = self._models
        offer = self._offer = models.library.offer(practice_id)
        practice = offer.practice
        self._title.setText(practice.title)
        self._summary.setText(practice.summary)
        self._mind.set_text(practice.mind)
        question = words.ratings().get(practice.rates, "")
        self.rating.ask(question, self.tr("not at all"), self.tr("very much"))
        self.rating.set_value(None)
        self.voice.enter(offer)
        self.soundscape.enter()
        self.bell.enter()
        self.rated.enter(bool(question) and models.settings.current.ratings_on)
        self._choices.lay_out()
        self._show_rating()
        self._voice.setText(spoken_by(offer))
        self._kind.setText(_kind(self, practice))
        self._length.set_range(offer.shortest, offer.longest)
        self._length.set_minutes(minutes or models.settings.current.last_minutes.get(practice.id, USUAL_MINUTES))
        self._offer_quarters(offer)
        self._show_sections()
        self._begin.setEnabled(bool(offer.ranges))
        self._page.verticalScrollBar().setValue(0)

    @Slot()
    def _show_rating(self) -> None:
        self._rating_card.setVisible(self.rated.on)

    @Slot(str)
    def _on_voice(self, voice: str) -> None:
        if self._offer is None:
            return
        offer = self._offer = self._models.library.choose_voice(self._offer.practice.id, voice)
        minutes = self._length.minutes
        self._voice.setText(spoken_by(offer))
        self._length.set_range(offer.shortest, offer.longest)
        self._length.set_minutes(minutes)
        self._show_sections()

    def _offer_quarters(self, offer: Offer) -> None:
        self._until = None
        shortest, longest = (offer.ranges[0].shortest, offer.ranges[-1].longest) if offer.ranges else (0, 0)
        self._moments = quarters(self._models.clock.now(), shortest / RATE + 60, longest / RATE)
        until = self.tr("until {time}")
        self._quarters.set_choices([(str(i), until.format(time=f"{m:%H:%M}")) for i, m in enumerate(self._moments)])
        self._quarters.set_value("")
        self._quarters.setVisible(bool(self._moments))

    @Slot()
    def _on_length(self) -> None:
        self._until = None
        self._quarters.set_value("")
        self._show_sections()

    @Slot(str)
    def _on_until(self, key: str) -> None:
        self._until = self._moments[int(key)] if key else None
        if self._until is not None:
            self._length.set_minutes(self._samples() / RATE / 60)
        self._show_sections()

    def _show_sections(self) -> None:
        if self._offer is None:
            return
        try:
            timeline = self._models.library.timeline(self._offer, self._samples())
        except Trouble:
            self._strip.set_parts([])
            self._later.setText("")
            return
        self._strip.set_parts(strip_parts(timeline))
        self._later.setText(self._joining(timeline) or " ")
        place = self._place(timeline)
        self._go_on.setVisible(place > 0)
        self._go_on.setText(self.tr("Go on from {time}").format(time=words.clock(place / RATE)))

    def _joining(self, timeline: Timeline) -> str:
        """Which sections have joined in at this length, and which would with more time."""
        here = {span.title for span in timeline.sections}
        extra = [s for s in timeline.practice.sections if s.from_minutes > 0]
        joined = ", ".join(s.title for s in extra if s.title in here)
        later = ", ".join(f"{s.title} ({words.minutes_short(s.from_minutes)})" for s in extra if s.title not in here)
        told = [self.tr("With time for: {sections}").format(sections=joined)] if joined else []
        told += [self.tr("With more time: {sections}").format(sections=later)] if later else []
        return "\n".join(told)

    def _samples(self) -> int:
        assert self._offer is not None
        wished = samples(self._length.minutes)
        if self._until is not None:  # counted anew each time: the clock goes on while one reads this page
            wished = round(seconds_until(self._models.clock.now(), self._until) * RATE)
        return self._models.library.nearest(self._offer, wished)

    def _place(self, timeline: Timeline) -> int:
        """Where one stopped half-way at this length, in samples; 0 where there is no such place."""
        settings = self._models.settings.current
        seconds = settings.positions.get(timeline.practice.id, 0.0)
        same_length = settings.last_minutes.get(timeline.practice.id) == self._length.minutes
        return round(seconds * RATE) if same_length and seconds * RATE < timeline.length else 0

    @Slot()
    def _on_go_on(self) -> None:
        self._on_begin(False, go_on=True)

    def _on_begin(self, silent: bool, go_on: bool = False) -> None:
        if self._offer is None or self._models.player.running:
            return  # a second press of the same button
        settings = self._models.settings
        practice = self._offer.practice
        timeline = self._models.library.timeline(self._offer, self._samples())
        position = self._place(timeline) if go_on else 0
        settings.change(last_minutes={**settings.current.last_minutes, practice.id: self._length.minutes})
        rated = self.rated.on
        before = self.rating.value if rated else None
        self._models.player.begin(timeline, Purpose.PRACTICE, silent, position, before, rated)

    @Slot()
    def _on_along(self) -> None:
        """As a file, at the length that is chosen; the dialog is imported when it is first wanted."""
        from .take_along import TakeAlong

        if self._offer is not None and self._offer.ranges:
            timeline = self._models.library.timeline(self._offer, self._samples())
            TakeAlong(self._models, timeline, self).open()


def _kind(widget: QWidget, practice: Practice) -> str:
    """What it works with, and how one may be; a text may be read in any posture that nobody thought of."""
    told = [widget.tr("Works with {kind}").format(kind=words.difficulties()[practice.difficulty])]
    ways = dict(words.postures())
    told.append(" · ".join(ways[posture] for posture in practice.posture if posture in ways))
    return " · ".join(part for part in told if part)


def strip_parts(timeline: Timeline) -> list[SectionPart]:
    """The parts of a practice as its page shows them: what joins in for longer sittings counts with what it follows."""
    always = {s.title for s in timeline.practice.sections if s.from_minutes <= 0}
    parts = list[SectionPart]()
    for span in timeline.sections:
        seconds = span.length / RATE
        if parts and span.title not in always:
            parts[-1] = SectionPart(parts[-1].name, parts[-1].seconds + seconds)
        else:
            parts.append(SectionPart(span.title, seconds))
    return parts
