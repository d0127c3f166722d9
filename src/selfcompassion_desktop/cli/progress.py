"""How it has been: days practised, minutes, and what was noted before and after."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ..core.months import MONDAY
from ..core.progress import NOTHING, WELCOME_BACK, compared, pairs_in_words, points_in_words
from ..models.practised import OfCourse, Rated, Report, Series
from . import options
from .session import Session, pass_session

_BEGINS = {"monday": MONDAY, "saturday": 5, "sunday": 6}
_SHOWN = 12
"""How many weeks a person is shown here; a program gets all."""


@click.command()
@click.option(
    "--week-begins", type=click.Choice(list(_BEGINS)), default="monday", help="What a week begins with; a Monday else."
)
@options.json
@pass_session
def progress(session: Session, week_begins: str) -> None:
    """Show how it has been: days practised, minutes, what was noted before and after. Never a score of you."""
    report = session.services.practised.report()
    begins = _BEGINS[week_begins]
    session.answer(_value(report, begins), _told(report, begins))


def _value(report: Report, begins: int) -> dict[str, object]:
    return {
        "today": report.today.isoformat(),
        "lately": report.lately if report.minutes else NOTHING,
        "days": [{"day": day.isoformat(), "minutes": round(n, 2)} for day, n in sorted(report.minutes.items())],
        "weeks": [
            {"first": week.first.isoformat(), "iso": week.iso or None, "minutes": round(week.minutes, 2)}
            for week in report.weeks(begins)
        ],
        "needs": dict(report.needs),
        "needed_after_breaks": dict(report.wished),
        "practices": [_rated(each) for each in report.rated],
        "measures": [_series(each) for each in report.series],
        "courses": [_course(each) for each in report.courses],
    }


def _rated(rated: Rated) -> dict[str, object]:
    return {
        "practice": rated.practice,
        "title": rated.title,
        "rated": rated.what,
        "pairs": [{"day": pair.day.isoformat(), "before": pair.before, "after": pair.after} for pair in rated.pairs],
        "said": pairs_in_words(rated.pairs),
    }


def _series(series: Series) -> dict[str, object]:
    both = series.sides
    return {
        "measure": series.measure,
        "id": series.id,
        "title": series.title,
        "from": series.least,
        "to": series.most,
        "points": [
            {"day": point.day.isoformat(), "value": point.value, "phase": point.phase.value} for point in series.points
        ],
        "said": points_in_words(series.points),
        "compared": None if both is None else compared(both, series.reliability),
    }


def _course(course: OfCourse) -> dict[str, object]:
    return {
        "run": course.run,
        "title": course.title,
        "said": course.said,
        "compared": [
            {
                "measure": series.measure,
                "id": series.id,
                "before": list(both.before),
                "after": list(both.after),
                "said": compared(both, series.reliability),
            }
            for series, both in course.compared
        ],
    }


def _told(report: Report, begins: int) -> Iterator[str]:
    if report.is_empty:
        yield NOTHING
        return
    if report.is_back:
        yield WELCOME_BACK
    if report.minutes:
        yield f"{report.lately}."
        yield ""
        yield "Minutes a week"
        for week in report.weeks(begins)[-_SHOWN:]:
            yield f"  {week.first.isoformat()}  {round(week.minutes)}"
    for title, counts in (("What it was for", report.needs), ("Needed after a break", report.wished)):
        if counts:
            yield ""
            yield title
            yield from (f"  {word}: {count}" for word, count in counts)
    for rated in report.rated:
        yield ""
        yield f"{rated.title}, before and after ({rated.what}, 0 to 10)"
        yield f"  {pairs_in_words(rated.pairs)}"
    for series in report.series:
        yield ""
        yield f"{series.about}: {series.title}"
        yield f"  {points_in_words(series.points)}"
    for course in report.courses:
        yield ""
        yield f"{course.title}, before and after"
        yield from (f"  {line}" for line in course.said.splitlines())


COMMANDS = {"progress": progress}
