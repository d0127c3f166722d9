"""What was practised and answered, brought together for the window and the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..content.library import Library
from ..core.checkin import CheckInRecord
from ..core.days import day_of
from ..core.errors import NotThere, Trouble
from ..core.measure import Reliability, Result
from ..core.months import MONDAY
from ..core.needs import SMALL
from ..core.ports.clock import Clock
from ..core.progress import Pair, Point, Sides, Week, is_back, lately, sides, together, weeks
from ..store.breaks import RATED, BreakRecord, Breaks
from ..store.checkins import CheckIns
from ..store.courses import Courses
from ..store.sittings import SittingRecord, Sittings

BREAK = "break"
"""Stands for the breaks among the practices."""
HARD = RATED
"""What is rated in a break."""
_ALL = 2**62


@dataclass(frozen=True, slots=True)
class Rated:
    """What was rated before and after one practice.

    Attributes:
        practice: its id; `BREAK` for the breaks.
        title: its title as it was last.
        what: what the ratings are of; one of `core.practice.RATINGS`, or `HARD`.
        pairs: each time that both were given, oldest first.
    """

    practice: str
    title: str
    what: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One number of a measure over time.

    Attributes:
        measure: the measure's id.
        id: the score's, or that of the item that stands for itself.
        about: the measure's title.
        title: the score's title, or the item's words.
        least: the lowest value there can be.
        most: the highest.
        points: oldest first.
        reliability: where it is known.
    """

    measure: str
    id: str
    about: str
    title: str
    least: float
    most: float
    points: tuple[Point, ...]
    reliability: Reliability | None = None

    def of_run(self, run: str) -> tuple[Point, ...]:
        """The values of one time on a course."""
        return tuple(point for point in self.points if point.run == run)

    @property
    def sides(self) -> Sides | None:
        """What can be compared in the newest time on a course that has something to compare."""
        for run in dict.fromkeys(point.run for point in reversed(self.points)):
            if found := sides(self.of_run(run)):
                return found
        return None


@dataclass(frozen=True, slots=True)
class OfCourse:
    """What can be compared in one time on a course.

    Attributes:
        run: its id.
        title: the course's title as it was.
        compared: each series with its two sides.
    """

    run: str
    title: str
    compared: tuple[tuple[Series, Sides], ...]

    @property
    def said(self) -> str:
        """All of it in one paragraph."""
        return together([(series.title, both, series.reliability) for series, both in self.compared])


@dataclass(frozen=True, slots=True)
class Report:
    """All of it.

    Attributes:
        today: the person's day.
        minutes: for each day on which something was practised, the minutes.
        needs: for which needs, the most frequent first; a practice can be for several.
        wished: what was needed after breaks, in words, the most frequent first.
        rated: the practices that were rated, the one with the most pairs first.
        series: the measures that were answered, in the order of their first answer.
        courses: what can be compared in courses, the newest first.
    """

    today: date
    minutes: Mapping[date, float]
    needs: tuple[tuple[str, int], ...] = ()
    wished: tuple[tuple[str, int], ...] = ()
    rated: tuple[Rated, ...] = ()
    series: tuple[Series, ...] = ()
    courses: tuple[OfCourse, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all yet."""
        return not self.minutes and not self.series

    @property
    def lately(self) -> str:
        """“5 of the last 14 days”."""
        return lately(self.minutes, self.today)

    @property
    def is_back(self) -> bool:
        """Whether somebody is here again after a while."""
        return is_back(self.minutes, self.today)

    def weeks(self, begins: int = MONDAY) -> tuple[Week, ...]:
        """Minutes by weeks that begin with that day, 0 for Monday to 6 for Sunday."""
        return weeks(self.minutes, self.today, begins)


class Practised:
    """Reads what was practised. Safe from any thread; raises `StoreTrouble` when the store cannot be read.

    Args:
        sittings: what was practised.
        breaks: the breaks taken.
        checkins: what was answered.
        courses: the times on a course.
        library: what the practices are for.
        clock: says which day it is.
        turns_at: when the person's day turns, "HH:MM".
    """

    def __init__(
        self,
        sittings: Sittings,
        breaks: Breaks,
        checkins: CheckIns,
        courses: Courses,
        library: Library,
        clock: Clock,
        turns_at: Callable[[], str],
    ) -> None:
        self._sittings = sittings
        self._breaks = breaks
        self._checkins = checkins
        self._courses = courses
        self._library = library
        self._clock = clock
        self._turns_at = turns_at

    def report(self) -> Report:
        """Everything, as it is now."""
        sittings = [each for each in reversed(self._sittings.newest(_ALL)) if each.seconds > 0]
        breaks = [each for each in reversed(self._breaks.newest(_ALL)) if each.seconds > 0]
        series = tuple(_series(reversed(self._checkins.history())))
        return Report(
            today=day_of(self._clock.now(), self._turns_at()),
            minutes=_minutes(sittings, breaks),
            needs=_counted(need for each in sittings for need in self._needs(each.practice)),
            wished=_counted(SMALL.get(each.need, each.need) for each in breaks if each.need),
            rated=_rated(sittings, breaks),
            series=series,
            courses=tuple(self._of_courses(series)),
        )

    def _needs(self, practice: str) -> tuple[str, ...]:
        try:
            return self._library.practice(practice).needs
        except NotThere:  # of a pack that has been taken away
            return ()

    def _of_courses(self, series: tuple[Series, ...]) -> Iterable[OfCourse]:
        if not series:
            return
        for run in reversed(self._courses.runs()):
            found = tuple((each, both) for each in series if (both := sides(each.of_run(run.id))))
            if found:
                yield OfCourse(run.id, run.title, found)


def _minutes(sittings: Iterable[SittingRecord], breaks: Iterable[BreakRecord]) -> dict[date, float]:
    found: dict[date, float] = {}
    for day, seconds in (*((s.day, s.seconds) for s in sittings), *((b.day, b.seconds) for b in breaks)):
        found[day] = found.get(day, 0.0) + seconds / 60
    return found


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(words).most_common())


def _rated(sittings: Iterable[SittingRecord], breaks: Iterable[BreakRecord]) -> tuple[Rated, ...]:
    pairs: dict[tuple[str, str], list[Pair]] = {}
    titles: dict[str, str] = {}
    for each in sittings:
        titles[each.practice] = each.title
        if each.before is not None and each.after is not None:
            pairs.setdefault((each.practice, each.rated), []).append(Pair(each.day, each.before, each.after))
    for taken in breaks:
        if taken.before is not None and taken.after is not None:
            titles[BREAK] = "The break"
            pairs.setdefault((BREAK, HARD), []).append(Pair(taken.day, taken.before, taken.after))
    found = [Rated(practice, titles[practice], what, tuple(each)) for (practice, what), each in pairs.items()]
    return tuple(sorted(found, key=lambda each: -len(each.pairs)))


def _series(records: Iterable[CheckInRecord]) -> Iterable[Series]:
    """The numbers of check-ins; a scale that changed meanwhile is a series of its own."""
    found: dict[tuple[str, str, float, float], tuple[CheckInRecord, Result, list[Point]]] = {}
    for record in records:
        try:
            results = record.results
        except Trouble:  # a definition from elsewhere that cannot be read has nothing to be drawn by
            continue
        for each in results:
            if each.value is not None:
                key = (record.measure, each.id, each.least, each.most)
                points = found[key][2] if key in found else []
                points.append(Point(record.day, each.value, record.phase, record.run))
                found[key] = (record, each, points)
    for record, each, points in found.values():
        yield Series(
            record.measure,
            each.id,
            record.title,
            each.title,
            each.least,
            each.most,
            tuple(points),
            each.reliability,
        )
