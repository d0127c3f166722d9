"""Check-ins: what can be asked, answers to it, and what was answered."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ..core import tables
from ..core.checkin import COLUMNS, CheckInRecord, rows
from ..core.checkin_words import NO_DIAGNOSIS, THANKS, answer_words, told
from ..core.errors import Trouble
from ..core.measure import Item, Measure, Phase, checked, span
from ..core.phases import phase_of_step
from . import options
from .lines import Lines, Stopped, lines_here
from .screen import Screen
from .session import Session, pass_session

BACK = "b"
_HOW = (
    "An empty line or Ctrl+D leaves a question open, b goes one back. Ctrl+C stops; within a day, you can "
    "go on with what you answered."
)
_id = click.argument("measure_id", metavar="ID")


@click.group()
def checkin() -> None:
    """Answer a few questions now and then, and see what you answered."""


@checkin.command("list")
@options.json
@pass_session
def list_measures(session: Session) -> None:
    """List what can be asked."""
    library = session.services.library
    lines = [row for each in library.measures for row in _summed(each)]
    left_out = [f"Left out: {fault}" for fault in library.measure_faults]
    session.answer([_described(each) for each in library.measures], [*lines, *left_out])


def _described(each: Measure) -> dict[str, object]:
    return {
        "id": each.id,
        "title": each.title,
        "about": each.about,
        "recall": each.recall,
        "licence": each.licence,
        "credit": each.credit,
        "items": [
            {
                "id": item.id,
                "text": item.text,
                "from": item.least,
                "to": item.most,
                "low": item.low or item.said(item.least),
                "high": item.high or item.said(item.most),
            }
            for item in each.items
        ],
        "scores": [{"id": score.id, "title": score.title, "how": score.how} for score in each.scores],
    }


def _summed(each: Measure) -> Iterator[str]:
    count = "1 question" if len(each.items) == 1 else f"{len(each.items)} questions"
    yield each.id
    yield f"    {each.title}: {each.about}"
    yield f"    {count}{f' about {each.recall}' if each.recall else ''}"
    if each.credit:
        yield f"    {each.credit}"


@checkin.command()
@_id
@click.option(
    "--set", "given", multiple=True, metavar="ITEM=N", help="An answer, without being asked; can be repeated."
)
@options.step
@click.option("--course", "course_id", metavar="ID", help="The course that is under way, where no step of it asks.")
@click.option("--phase", type=click.Choice([phase.value for phase in Phase]), help="Where in a course it belongs.")
@options.json
@pass_session
def answer(
    session: Session,
    measure_id: str,
    given: tuple[str, ...],
    step: str | None,
    course_id: str | None,
    phase: str | None,
) -> None:
    """Answer a measure here, a question at a time. Any question can stay open.

    With --set the answers are kept at once: --set pain=4 --set strongest=7.
    """
    services = session.services
    measure = services.library.measure(measure_id)
    turns_at = services.settings_file.load()[0].day_turns_at
    course, _, name = (step or course_id or "").removeprefix("step:").partition("/")
    way = services.walk.way(course) if course else None
    if way and step:
        way.step(name)  # one that is not there is said before anything is asked
    placed = Phase(phase) if phase else phase_of_step(way.course, name, measure.id) if way and step else Phase.NONE
    begun = services.checkins.begin(measure, placed, way.run.id if way else "", name, turns_at)
    if given:
        answers = checked(measure, _set(given))
    else:
        asking = Asking(measure, Screen(sys.stdout, session.as_json), lines_here(session.as_json), dict(begun.answers))
        for answers in asking.run():
            services.checkins.keep(begun, answers, turns_at)
        answers = asking.answers
        if asking.stopped:
            session.answer(
                _value(begun),
                [f"Not finished. “selfcompassion checkin answer {measure.id}” goes on with it, within a day."],
            )
            return
    if not answers and not step:
        services.checkins.let_go(begun)
        session.answer(None, ["Nothing was answered, and nothing was kept."])
        return
    done = services.checkins.finish(begun, answers, turns_at)
    if way and step:
        services.walk.do(way, name, subject=done.id)
    session.answer(_value(done), _came_to(done))


def _set(given: Iterable[str]) -> dict[str, int | None]:
    answers: dict[str, int | None] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise click.UsageError(f"--set {each[:40]}: an item, “=” and a number, as in --set pain=4.")
        number = _whole(value)
        if value and number is None:
            raise Trouble(f"“{value[:40]}” is no whole number; --set {name[:40]}= leaves the question open.")
        answers[name.strip()] = number
    return answers


def _whole(text: str) -> int | None:
    """A whole number as it was typed; None where it is none."""
    text = text.strip()
    return int(text) if len(text) < 10 and text.removeprefix("-").isdecimal() else None


class Asking:
    """Asks a measure once.

    Args:
        measure: what is asked.
        screen: shows it.
        lines: gives what is answered.
        answers: those there are already; a question that has one keeps it where nothing is typed.
    """

    def __init__(self, measure: Measure, screen: Screen, lines: Lines, answers: dict[str, int]) -> None:
        self._measure = measure
        self._screen = screen
        self._lines = lines
        self.answers = answers
        self.stopped = False

    def run(self) -> Iterator[dict[str, int]]:
        """Ask each question in turn; gives the answers after each that has changed them."""
        measure, screen, at = self._measure, self._screen, 0
        screen.heading(measure.title)
        screen.caption(measure.about)
        if measure.credit:
            screen.caption(measure.credit)
        screen.caption(_HOW)
        while at < len(measure.items):
            item = measure.items[at]
            self._show(at, item)
            try:
                row = (self._lines.read("") or "").strip().lower()
            except Stopped:
                self.stopped = True
                return
            if row == BACK:
                at = max(at - 1, 0)
                continue
            if row and not self._take(item, row):
                continue
            at += 1
            if row:
                yield self.answers

    def _show(self, at: int, item: Item) -> None:
        screen, measure = self._screen, self._measure
        if measure.stem:
            screen.caption(measure.stem)
        screen.heading(f"{at + 1}/{len(measure.items)}  {item.text}")
        if item.choices:
            for choice in item.choices:
                screen.text(f"  {choice.value}  {choice.text}")
        else:
            screen.text(f"  {item.least}  {item.low}")
            screen.text(f"  {item.most}  {item.high}")
        if item.id in self.answers:
            screen.text(f"  (so far: {answer_words(item, self.answers)})")

    def _take(self, item: Item, row: str) -> bool:
        value = _whole(row)
        if value is not None and value in item.values:
            self.answers[item.id] = value
            return True
        self._screen.say(f"This is answered with {span(item)}, or with an empty line.")
        return False


def _came_to(done: CheckInRecord) -> Iterator[str]:
    yield THANKS
    for text, words in told(done.asked, done.answers, done.results):
        yield f"    {text}  {words}"
    if any(result.band for result in done.results):
        yield NO_DIAGNOSIS


def _value(record: CheckInRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "measure": record.measure,
        "title": record.title,
        "at": record.at,
        "day": record.day.isoformat(),
        "phase": record.phase.value,
        "run": record.run,
        "step": record.step,
        "finished": not record.draft,
        "answers": {item.id: record.answers.get(item.id) for item in record.asked.items},
        "scores": [
            {"id": r.id, "title": r.title, "value": r.value, "band": r.band.name if r.band else None}
            for r in record.results
        ]
        if record.asked.scores
        else [],
    }


@checkin.command()
@click.argument("measure_id", metavar="[ID]", required=False)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="How many of them; 20 otherwise.")
@options.json
@pass_session
def history(session: Session, measure_id: str | None, limit: int | None) -> None:
    """Show what was answered, the newest first; of one measure, or of all."""
    found = session.services.checkins.history(measure_id or "", limit or (-1 if session.as_json else 20))
    lines = [row for each in found for row in _shown(each)]
    session.answer(
        [_value(each) for each in found], lines or ["Nothing yet. “selfcompassion checkin list” tells what there is."]
    )


def _shown(record: CheckInRecord) -> Iterator[str]:
    phase = "" if record.phase is Phase.NONE else f" ({record.phase.value})"
    yield f"{record.at[:16].replace('T', ' ')}  {record.title}{phase}"
    for text, words in told(record.asked, record.answers, record.results):
        yield f"    {text}  {words}"


@checkin.command()
@click.argument("measure_id", metavar="[ID]", required=False)
@click.option("-o", "--output", required=True, metavar="FILE", help="The table's file, as CSV.")
@options.json
@pass_session
def export(session: Session, measure_id: str | None, output: str) -> None:
    """Write what was answered as a table, a row for each answer and each score; of one measure, or of all.

    What was left open has a row without a value. A file that is there is replaced.
    """
    from ..content.new_file import new_file

    services, path = session.services, Path(output).absolute()
    found = services.checkins.history(measure_id or "")
    with new_file(path, services.paths.data) as made, made.open("w", encoding="utf-8", newline="") as out:
        out.write(tables.BOM + tables.row(COLUMNS))
        for record in reversed(found):
            out.writelines(map(tables.row, rows(record)))
    number = "1 check-in" if len(found) == 1 else f"{len(found)} check-ins"
    words = [f"{path}: {number}. It is not encrypted: whoever has it can read it."]
    session.answer({"file": str(path), "checkins": len(found)}, words)


@checkin.command("import")
@click.argument("file", metavar="FILE")
@options.json
@pass_session
def import_(session: Session, file: str) -> None:
    """Bring in a measure of your own: a definition file in YAML. One that you brought in before is replaced."""
    measure = session.services.library.bring_in(Path(file).absolute())
    warned = [f"To look at: {warning}" for warning in measure.warnings]
    there = f"“{measure.title}” can be answered now: selfcompassion checkin answer {measure.id}"
    session.answer(_described(measure), [there, *warned])


COMMANDS = {"checkin": checkin}
