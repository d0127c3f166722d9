"""Prompts in the settings: the person's rules, when it is quiet, and whether the program begins with the system."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, QTime, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...core import prompting
from ...core.breaks import Hours, Kind, Manners, Rule
from ...core.prompting import SENTENCE_MOST
from ...models.bundle import Models
from ..widgets.buttons import PrimaryButton, TextButton
from ..widgets.card import Card
from ..widgets.chips import ChipRow, ChipSet
from ..widgets.fields import Field, Tick, TimeField
from ..widgets.label import ProseLabel, QuietLabel, TitleLabel, Words
from .settings_row import Section

_USE = (30, 45, 60, 90, 120)
_TIMES = (1, 2, 3)
_MOST = (1, 2, 3, 6)


class PromptsSection(Section):
    """Rules, quiet hours, days off, and how many may come."""

    def __init__(self, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._models = models
        prompts = models.prompts
        self.body.addWidget(TitleLabel(self.tr("Prompts")))
        self.body.addWidget(
            ProseLabel(
                self.tr(
                    "A prompt offers a self-compassion break: a small card at the edge of the screen that takes "
                    "nothing away and goes by itself. None comes until you make a rule."
                )
            )
        )
        self.reason = Words("")
        self.body.addWidget(self.reason)
        self._pauses = self._build_pauses()
        self.body.addWidget(self._pauses)
        self._rules = QWidget()
        self._rule_column = QVBoxLayout(self._rules)
        self._rule_column.setContentsMargins(0, 0, 0, 0)
        self._rule_column.setSpacing(12)
        self.body.addWidget(self._rules)
        self.maker = RuleMaker(self)
        self.maker.made.connect(prompts.add_rule)
        self.body.addWidget(self.maker)
        self._build_manners()
        self._build_way()
        self._build_login()
        prompts.changed.connect(self.refresh)
        self.refresh()

    def _build_pauses(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        prompts = self._models.prompts
        self._pause_hour = TextButton(self.tr("Pause for an hour"))
        self._pause_hour.clicked.connect(lambda: prompts.pause_for(60))
        self._pause_tomorrow = TextButton(self.tr("Pause until tomorrow"))
        self._pause_tomorrow.clicked.connect(prompts.pause_until_tomorrow)
        self.resume = TextButton(self.tr("Take them up again"))
        self.resume.clicked.connect(prompts.resume)
        for button in (self._pause_hour, self._pause_tomorrow, self.resume):
            row.addWidget(button)
        row.addStretch(1)
        return holder

    def _build_manners(self) -> None:
        prompts = self._models.prompts
        self.quiet = HoursField(self.tr("Quiet hours"), self)
        self.quiet.changed.connect(lambda hours: prompts.set_manners(quiet=hours))
        self.row(self.tr("Quiet hours"), self.quiet, self.tr("Nothing comes within them."))
        self.off = _days(self.tr("Days off"))
        self.off.chosen.connect(lambda _: prompts.set_manners(days_off=_chosen(self.off)))
        self.row(self.tr("Days off"), self.off)
        self.most = self.choice(
            self.tr("At most"),
            [(str(n), self.tr("{n} a day").format(n=n)) for n in _MOST],
            self.tr("A rule that goes unanswered comes less often by itself, and says so."),
        )
        self.most.chosen.connect(lambda key: prompts.set_manners(most=int(key)))
        self.over = self.choice(
            self.tr("Over another program's full screen"),
            [("no", self.tr("Wait")), ("yes", self.tr("Come all the same"))],
            self.tr("Nothing comes while the screen is locked, or while you present or share it, where that is known."),
        )
        self.over.chosen.connect(lambda key: prompts.set_manners(over_full_screen=key == "yes"))

    def _build_way(self) -> None:
        settings = self._models.settings
        self.by = self.choice(
            self.tr("Shown as"),
            [("card", self.tr("A card of our own")), ("notification", self.tr("A notification of the desktop"))],
        )
        self.by.chosen.connect(lambda key: settings.change(prompt_by=key))
        self.by.set_value(settings.current.prompt_by)

    def _build_login(self) -> None:
        login = self._models.login
        self.login = self.choice(
            self.tr("Begin with the system"),
            [("no", self.tr("No")), ("yes", self.tr("In the tray"))],
            self.tr(
                "Prompts come only while the program runs. With rules made, closing the window leaves it in the tray, "
                "where the desktop has one."
            ),
        )
        self.login.chosen.connect(lambda key: login.set(key == "yes"))
        login.read.connect(self._on_login)
        self._login_trouble = QuietLabel("")
        self._login_trouble.hide()
        self.body.addWidget(self._login_trouble)
        login.trouble.connect(self._on_login_trouble)

    def shown(self) -> None:
        """The section is looked at."""
        self._models.login.refresh()
        self._models.prompts.look()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show how things stand."""
        prompts = self._models.prompts
        kept, has_rules = prompts.kept, bool(prompts.kept.rules)
        self.reason.setText(prompts.reason)
        self._pauses.setVisible(has_rules)
        self._pause_hour.setVisible(not prompts.paused)
        self._pause_tomorrow.setVisible(not prompts.paused)
        self.resume.setVisible(prompts.paused)
        self._show_rules()
        self._show_manners(kept.manners)

    def _show_rules(self) -> None:
        while (item := self._rule_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        prompts = self._models.prompts
        for rule in prompts.kept.rules:
            card = RuleCard(rule, prompting.rarer_in_words(rule, prompts.kept.history), self._rules)
            card.removed.connect(prompts.remove_rule)
            self._rule_column.addWidget(card)
        self._rules.setVisible(bool(prompts.kept.rules))

    def _show_manners(self, manners: Manners) -> None:
        self.quiet.set_hours(manners.quiet)
        self.off.set_values([prompting.DAYS[day] for day in manners.days_off])
        self.most.set_value(str(manners.most))
        self.over.set_value("yes" if manners.over_full_screen else "no")

    @Slot(bool)
    def _on_login(self, on: bool) -> None:
        self.login.set_value("yes" if on else "no")

    @Slot(object)
    def _on_login_trouble(self, trouble: object) -> None:
        self._login_trouble.setText(getattr(trouble, "sentence", ""))
        self._login_trouble.show()


class RuleCard(Card):
    """One rule, and how to take it away.

    Signals:
        removed: str; the rule's id.
    """

    removed = Signal(str)

    def __init__(self, rule: Rule, rarer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=16)
        when = prompting.rule_in_words(rule)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(when[:1].upper() + when[1:], self))
        for text in (rule.sentence, rarer[:1].upper() + rarer[1:]):
            if text:
                words.addWidget(QuietLabel(text, self))
        row.addLayout(words, 1)
        remove = TextButton(self.tr("Remove"), self)
        remove.setAccessibleName(self.tr("Remove: {rule}").format(rule=when))
        remove.clicked.connect(lambda: self.removed.emit(rule.id))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)


class RuleMaker(Card):
    """A new rule, as a sentence one completes.

    Signals:
        made: `Rule`.
    """

    made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=20)
        self.body.setSpacing(14)
        self.body.addWidget(Words(self.tr("A new rule"), self))
        self.kind = ChipRow(self.tr("When"), self)
        self.kind.set_choices(
            [
                (Kind.AT.value, self.tr("At a time")),
                (Kind.EVERY.value, self.tr("While I work")),
                (Kind.LONG.value, self.tr("After long without a rest")),
                (Kind.RANDOM.value, self.tr("Unforeseen")),
            ]
        )
        self.kind.chosen.connect(self._on_kind)
        self.body.addWidget(self.kind)
        self._pages = QStackedWidget(self)
        self._build_pages()
        self.body.addWidget(self._pages)
        self.days = _days(self.tr("Days"))
        self.days.set_values(prompting.DAYS)
        self.body.addWidget(self.days)
        self.sentence = Field(self.tr("In your own words"), self, hint=self.tr("When I sit down after lunch, I …"))
        self.sentence.setMaxLength(SENTENCE_MOST)
        self.body.addWidget(self.sentence)
        self._why = QuietLabel("", self)
        self._why.hide()
        self.body.addWidget(self._why)
        self.add = PrimaryButton(self.tr("Make this rule"), self)
        self.add.clicked.connect(self._on_add)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.kind.set_value(Kind.AT.value)
        self._on_kind(Kind.AT.value)

    def _build_pages(self) -> None:
        self.at = TimeField(self.tr("At"), self)
        self.at.setTime(QTime(15, 0))
        self.minutes = ChipRow(self.tr("Minutes of use"), self)
        self.minutes.set_choices([(str(n), prompting.length_in_words(n)) for n in _USE])
        self.minutes.set_value("90")
        self.times = ChipRow(self.tr("Times a day"), self)
        self.times.set_choices([(str(n), {1: self.tr("once a day"), 2: self.tr("twice a day")}.get(n) or
                                 self.tr("{n} times a day").format(n=n)) for n in _TIMES])  # fmt: skip
        self.times.set_value("1")
        for control in (self.at, self.minutes, self.times):
            page = QWidget()
            row = QHBoxLayout(page)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(control)
            row.addStretch(1)
            self._pages.addWidget(page)

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self._pages.setCurrentIndex({Kind.AT.value: 0, Kind.RANDOM.value: 2}.get(kind, 1))

    @Slot()
    def _on_add(self) -> None:
        rule = Rule(
            prompting.rule_id(self.sentence.text(), *self._chosen_parts()),
            Kind(self.kind.value),
            self.sentence.text().strip(),
            _chosen(self.days),
            _time(self.at),
            int(self.minutes.value),
            times=int(self.times.value),
        )
        try:
            checked = prompting.checked(rule)
        except ValueError as error:
            self._why.setText(str(error))
            self._why.show()
            return
        self._why.hide()
        self.sentence.clear()
        self.made.emit(checked)

    def _chosen_parts(self) -> tuple[str, ...]:
        return (self.kind.value, f"{_time(self.at)}", self.minutes.value, self.times.value, *self.days.values)


class HoursField(QWidget):
    """Hours of the day, or none.

    Signals:
        changed: `Hours`, or None.
    """

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.tick = Tick(self.tr("From"), self)
        self.tick.setAccessibleName(name)
        self.start = TimeField(self.tr("{name}: from").format(name=name), self)
        self.end = TimeField(self.tr("{name}: to").format(name=name), self)
        row.addWidget(self.tick)
        row.addWidget(self.start)
        row.addWidget(Words(self.tr("to"), self), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.end)
        row.addStretch(1)
        self.set_hours(Manners().quiet)
        self.tick.toggled.connect(self._on_changed)
        self.start.timeChanged.connect(self._on_changed)
        self.end.timeChanged.connect(self._on_changed)

    @property
    def hours(self) -> Hours | None:
        """What is chosen."""
        return Hours(_time(self.start), _time(self.end)) if self.tick.isChecked() else None

    def set_hours(self, hours: Hours | None) -> None:
        """Show these, without telling anyone."""
        for widget in (self.tick, self.start, self.end):
            widget.blockSignals(True)
        self.tick.setChecked(hours is not None)
        if hours is not None:
            self.start.setTime(QTime(hours.start.hour, hours.start.minute))
            self.end.setTime(QTime(hours.end.hour, hours.end.minute))
        self._enable()
        for widget in (self.tick, self.start, self.end):
            widget.blockSignals(False)

    def _enable(self) -> None:
        self.start.setEnabled(self.tick.isChecked())
        self.end.setEnabled(self.tick.isChecked())

    @Slot()
    def _on_changed(self) -> None:
        self._enable()
        self.changed.emit(self.hours)


def _days(name: str) -> ChipSet:
    chips = ChipSet(name, small=True)
    chips.set_choices([(day, day.capitalize()) for day in prompting.DAYS])
    return chips


def _chosen(chips: ChipSet) -> frozenset[int]:
    return frozenset(prompting.DAYS.index(day) for day in chips.values)


def _time(field: TimeField) -> time:
    return time(field.time().hour(), field.time().minute())
