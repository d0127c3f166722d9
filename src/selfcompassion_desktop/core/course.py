"""A course's text → a `Course`: an ordered path of sessions made of steps.

It is YAML that a teacher can write by hand. Every fault in it is found at once, with its line number and what would be
right; what this version does not know is kept and warned of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypedDict

from .errors import Fault, Faulty
from .front import Reading as Pass
from .names import Names, open_names
from .practice import LONGEST_MINUTES, Practice
from .reading import Reading

LEVELS = (
    "daily life",
    "grounding and touch",
    "breath and phrases",
    "emotion and critic",
    "relationships and forgiveness",
)
"""The ladder, the gentlest first."""

KINDS = ("read", "practise", "write", "check_in", "live", "choice", "rest")
MOST_STEPS = 40
MOST_OPTIONS = 12
MOST_DAYS = 400

_COURSE = frozenset(
    (
        *("id", "title", "summary", "for", "minutes", "days", "mind", "clinician", "sources"),
        *("measures", "sessions", "live", "teacher", "language", "study"),
    )
)
_SESSION = frozenset(("id", "day", "title", "minutes", "level", "steps", "summary"))
_STEP = frozenset((*KINDS, "id", "title", "note", "optional", "minutes"))
_LIVE = frozenset(("id", "title", "minutes", "outline", "starts", "zone", "join"))
_TEACHER = frozenset(("name", "words", "address"))
_MEASURES = ("before", "weekly", "after")
_STUDY = frozenset(("id", "title", "contact", "text", "version", "purposes", "measures"))
_PURPOSE = frozenset(("id", "text", "needed"))
MOST_PURPOSES = 12
_RANGE = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
_ADDRESS = re.compile(r"[^\s@<>\"?&]+@[^\s@<>\"?&]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What every step has.

    Attributes:
        id: `<session>.<name>`, which no other step of the course has; records carry it.
        title: what it is called here; empty where what it leads to has a name of its own.
        note: one line that is shown under it; may be empty.
        optional: whether it may as well be left out.
        number: line number in the file, from 1.
    """

    id: str
    title: str = ""
    note: str = ""
    optional: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(_Step):
    """Read one of the course's readings."""

    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practise(_Step):
    """Practise.

    Attributes:
        minutes: how long; 0 where the person chooses.
    """

    practice: str
    minutes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(_Step):
    """Write an exercise."""

    exercise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(_Step):
    """Answer a measure."""

    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Live(_Step):
    """Meet for a live session, or do it alone."""

    live: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest(_Step):
    """A while without anything to do; its words are shown."""

    words: str


Simple = Read | Practise | Write | CheckIn | Live | Rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(_Step):
    """Any one of a few steps."""

    options: tuple[Simple, ...]


Step = Simple | Choice


@dataclass(frozen=True, slots=True)
class Session:
    """What belongs together on one day, or in one week.

    Attributes:
        day: the day it is meant for, from 1, which is the day the course is begun.
        minutes: about how long it takes; 0 where nothing is said.
        level: one of `LEVELS`, or empty.
    """

    id: str
    day: int
    title: str
    steps: tuple[Step, ...]
    minutes: int = 0
    level: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that a teacher leads, or that one does alone.

    Attributes:
        outline: the reading that says what happens in it; empty where none does.
        starts: when it begins, as wall time in its zone, where a teacher has set it; None where it has no date yet.
        zone: the zone's IANA name; empty where it has no date yet.
        join: how to join; may be empty.
    """

    id: str
    title: str
    minutes: int
    outline: str = ""
    number: int = 0
    starts: datetime | None = None
    zone: str = ""
    join: str = ""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Who leads a course; empty in those that one walks alone.

    Attributes:
        address: where one can write to them; the mail program is opened with it, and nothing is sent by this one.
    """

    name: str = ""
    words: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Which measures are offered before, in each week of, and after a course, by their ids."""

    before: tuple[str, ...] = ()
    weekly: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that a person may agree to, by itself.

    Attributes:
        needed: whether there is no taking part without it.
    """

    id: str
    text: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Study:
    """Research that whoever walks a course may take part in.

    Attributes:
        contact: whom to ask and to whom the file would go, as the study says it.
        text: the reading that says what the study is.
        version: of the text and the purposes, as the study counts them.
        measures: whose answers it is about.
    """

    id: str
    title: str
    contact: str
    text: str
    version: str
    purposes: tuple[Purpose, ...]
    measures: tuple[str, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """A path of sessions.

    Attributes:
        audience: whom it is for, in a sentence (`for` in the file).
        minutes: about how long a day takes, shortest and longest.
        days: how many days it spans.
        mind: what to mind before one begins, in paragraphs.
        clinician: what to speak about with one's clinician, in paragraphs; may be empty.
        study: the research that one may take part in; None where there is none.
        readings: its texts; `content` puts them in.
        extra: what this version does not know, kept as text.
        warnings: what a writer may want to look at.
    """

    id: str
    title: str
    summary: str
    audience: str
    minutes: tuple[int, int]
    days: int
    sessions: tuple[Session, ...]
    mind: tuple[str, ...] = ()
    clinician: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    measures: Measured = Measured()
    live: tuple[LiveSession, ...] = ()
    teacher: Teacher = Teacher()
    language: str = "en"
    study: Study | None = None
    readings: tuple[Reading, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step of every session, in order."""
        return tuple(step for session in self.sessions for step in session.steps)

    def session_of(self, step_id: str) -> Session | None:
        """The session a step belongs to; None where there is no such step any more."""
        return next((s for s in self.sessions if any(step.id == step_id for step in s.steps)), None)

    def step(self, step_id: str) -> Step | None:
        """The step of that id; None where there is no such step any more."""
        return next((step for step in self.steps if step.id == step_id), None)

    def reading(self, reading_id: str) -> Reading | None:
        """The text of that id; None where the course has none."""
        return next((r for r in self.readings if r.id == reading_id), None)

    def live_session(self, live_id: str) -> LiveSession | None:
        """The live session of that id; None where the course has none."""
        return next((each for each in self.live if each.id == live_id), None)


def parts(step: Step) -> tuple[Simple, ...]:
    """What a step leads to: the options of a choice, or the step itself."""
    return step.options if isinstance(step, Choice) else (step,)


def parse(text: str, file: str) -> Course:
    """Read a course; its readings are not yet in it.

    Args:
        text: the whole file; a byte order mark and any kind of line ending are accepted.
        file: its name, used in faults.

    Raises:
        Faulty: with every fault, each with its line number.
    """
    return _Pass(text, file).course()


class _Common(TypedDict):
    id: str
    title: str
    note: str
    optional: bool
    number: int


class _Pass(Pass):
    """One pass over one course."""

    kind = "a course"

    def course(self) -> Course:
        names = open_names(self, _COURSE)
        if names is None:
            raise Faulty(tuple(self.faults))
        days = names.whole("days", 1, MOST_DAYS)
        live = tuple(self._live(each) for each in names.each("live", _LIVE))
        course = Course(
            id=names.identity(),
            title=names.text("title"),
            summary=names.text("summary"),
            audience=names.text("for"),
            minutes=self._minutes(names),
            days=days,
            sessions=tuple(self._sessions(names, days)),
            mind=names.paragraphs("mind"),
            clinician=names.paragraphs("clinician"),
            sources=names.words("sources"),
            measures=self._measured(names),
            live=live,
            teacher=self._teacher(names),
            language=names.text("language", required=False) or "en",
            study=self._study(names),
            extra=names.extra,
        )
        self._check_live(course)
        self._check_study(course)
        if self.faults:
            raise Faulty(tuple(self.faults))
        return replace(course, sessions=_with_check_ins(course), warnings=tuple(sorted(self.warnings)))

    def _minutes(self, names: Names) -> tuple[int, int]:
        written = names.text("minutes")
        found = _RANGE.fullmatch(written)
        if written and not found:
            names.fault("minutes", "“minutes” is how long a day takes, about: “minutes: 10” or “minutes: 10-20”")
        if not found:
            return (0, 0)
        shortest, longest = int(found[1]), int(found[2] or found[1])
        if not 0 < shortest <= longest:
            names.fault("minutes", "“minutes” goes from the shorter to the longer, as in “minutes: 10-20”")
        return (shortest, longest)

    def _measured(self, names: Names) -> Measured:
        inner = names.names("measures", _MEASURES)
        return Measured(*(inner.words(name) for name in _MEASURES)) if inner else Measured()

    def _teacher(self, names: Names) -> Teacher:
        inner = names.names("teacher", _TEACHER)
        if inner is None:
            return Teacher()
        address = inner.text("address", required=False)
        if address and not _ADDRESS.fullmatch(address):
            inner.fault("address", "“address” is an e-mail address alone, as in “ana@example.org”")
        return Teacher(inner.text("name", required=False), inner.text("words", required=False), address)

    def _study(self, names: Names) -> Study | None:
        inner = names.names("study", _STUDY)
        if inner is None:
            return None
        measures = inner.words("measures")
        if not measures:
            inner.fault("measures", "a study is about measures; “measures: [pain-week]” names them")
        return Study(
            inner.identity(),
            inner.text("title"),
            inner.text("contact"),
            inner.text("text").removesuffix(".md"),
            inner.text("version"),
            tuple(self._purposes(inner)),
            measures,
            inner.row,
        )

    def _purposes(self, names: Names) -> Iterator[Purpose]:
        found = list(names.each("purposes", _PURPOSE))
        if not 1 <= len(found) <= MOST_PURPOSES:
            names.fault("purposes", f"a study has 1 to {MOST_PURPOSES} purposes, each after a dash")
        taken: dict[str, int] = {}
        needed = False
        for inner in found[:MOST_PURPOSES]:
            purpose = Purpose(inner.identity(), inner.text("text"), inner.flag("needed"))
            if purpose.id and purpose.id in taken:
                inner.fault("id", f"the purpose in line {taken[purpose.id]} is called “{purpose.id}” too")
            taken[purpose.id] = inner.row
            needed = needed or purpose.needed
            yield purpose
        if found and not needed:
            names.fault("purposes", "one purpose at least is what taking part is; “needed: true” belongs to it")

    def _check_study(self, course: Course) -> None:
        if course.study is None:
            return
        for name in course.study.measures:
            if name not in measures_of(course):
                self.fault(course.study.number, f"the study is about “{name[:80]}”, which this course never asks")

    def _live(self, names: Names) -> LiveSession:
        outline = names.text("outline", required=False).removesuffix(".md")
        minutes = names.whole("minutes", 1, 600)
        starts = self._starts(names)
        zone = names.text("zone", required=starts is not None)
        if zone and not _ZONE.fullmatch(zone):
            names.fault("zone", "“zone” is a time zone by its name, as in “zone: Europe/Berlin”")
        join = names.text("join", required=False)
        return LiveSession(names.identity(), names.text("title"), minutes, outline, names.row, starts, zone, join)

    def _starts(self, names: Names) -> datetime | None:
        written = names.text("starts", required=False)
        if not written:
            return None
        try:
            return datetime.strptime(written.replace("T", " "), "%Y-%m-%d %H:%M")
        except ValueError:
            names.fault("starts", "“starts” is a day and a time, as in “starts: 2026-12-01 19:00”")
            return None

    def _sessions(self, names: Names, days: int) -> Iterator[Session]:
        taken: dict[str, int] = {}
        before = 1
        found = list(names.each("sessions", _SESSION))
        if not found:
            names.fault("sessions", "a course has at least one session; “sessions:” with “- id: day-1” would begin one")
        for inner in found:
            session = self._session(inner)
            if session.id and session.id in taken:
                inner.fault("id", f"the session in line {taken[session.id]} is called “{session.id}” too")
            taken[session.id] = inner.row
            if session.day < before:
                inner.fault("day", f"sessions stand in their order; this one is before day {before}")
            if session.day > days:
                inner.fault("day", f"the course has {days} days; “days: {session.day}” would make room for this")
            before = max(before, session.day)
            yield session

    def _session(self, names: Names) -> Session:
        session_id = names.identity()
        title = names.text("title")
        found = list(names.each("steps", _STEP))
        if not found:
            names.fault("steps", f"the session “{title}” has no step; “- rest: …” would be one")
        if len(found) > MOST_STEPS:
            names.fault("steps", f"a session has at most {MOST_STEPS} steps")
        taken: set[str] = set()
        steps = [step for inner in found[:MOST_STEPS] if (step := self._step(inner, session_id, taken, choice=True))]
        return Session(
            session_id,
            names.whole("day", 1, MOST_DAYS),
            title,
            tuple(steps),
            names.whole("minutes", 1, 600, default=0),
            names.choice("level", LEVELS),
            names.row,
        )

    def _step(self, names: Names, session: str, taken: set[str], *, choice: bool) -> Step | None:
        kinds = [kind for kind in KINDS if kind in names]
        if len(kinds) != 1:
            which = f"{' and '.join(kinds)} are two steps" if kinds else "this step does nothing"
            self.fault(names.row, f"{which}; a step is one of: {', '.join(KINDS)}")
            return None
        kind = kinds[0]
        given = names.identity(required=False)
        name = given or self._name(names, kind)
        if given and given in taken:
            names.fault("id", f"another step of this session is called “{given}” too; give one another name")
        step_id, twin = name, 2
        while step_id in taken:
            step_id, twin = f"{name}-{twin}", twin + 1
        taken.add(step_id)
        common = _Common(
            id=f"{session}.{step_id}",
            title=names.text("title", required=False),
            note=names.text("note", required=False),
            optional=names.flag("optional"),
            number=names.row,
        )
        if kind == "choice" and not choice:
            self.fault(names.row, "a choice within a choice cannot be shown; put its steps into the one around it")
            return None
        return self._made(names, kind, session, step_id, common)

    def _name(self, names: Names, kind: str) -> str:
        """A name made of a step's kind and of what it leads to."""
        word = kind.replace("_", "-")
        return word if kind in ("choice", "rest") else f"{word}-{names.text(kind)}"

    def _made(self, names: Names, kind: str, session: str, name: str, common: _Common) -> Step:
        match kind:
            case "choice":
                taken: set[str] = set()
                found = list(names.each("choice", _STEP))
                if len(found) < 2 or len(found) > MOST_OPTIONS:
                    names.fault("choice", f"a choice is among two to {MOST_OPTIONS} steps, each after a dash")
                inner = (self._step(each, f"{session}.{name}", taken, choice=False) for each in found[:MOST_OPTIONS])
                options = tuple(step for step in inner if step and not isinstance(step, Choice))
                return Choice(options=options, **common)
            case "rest":
                return Rest(words=names.text("rest"), **common)
            case "practise":
                minutes = names.decimal("minutes", 0.5, LONGEST_MINUTES, default=0.0)
                return Practise(practice=names.identity("practise"), minutes=minutes, **common)
            case "read":
                return Read(reading=names.text("read").removesuffix(".md"), **common)
            case "write":
                return Write(exercise=names.identity("write"), **common)
            case "check_in":
                return CheckIn(measure=names.identity("check_in"), **common)
            case _:
                return Live(live=names.identity("live"), **common)

    def _check_live(self, course: Course) -> None:
        known = {each.id for each in course.live}
        for step in course.steps:
            for part in parts(step):
                if isinstance(part, Live) and part.live and part.live not in known:
                    self.fault(part.number, f"no live session is called “{part.live}”; it belongs under “live:” below")


def _with_check_ins(course: Course) -> tuple[Session, ...]:
    """The sessions, and before, in each week of, and after them the measures that no step asks for already."""
    wanted: list[tuple[int, str, str, tuple[str, ...]]] = [(1, "before", "Before you begin", course.measures.before)]
    wanted += [
        (7 * week, f"week-{week}", "A look at this week", course.measures.weekly)
        for week in range(1, (course.days - 1) // 7 + 1)
    ]
    wanted.append((course.days, "after", "Looking back", course.measures.after))
    made = list(course.sessions)
    for day, name, title, measures in wanted:
        asked = {
            part.measure
            for session in course.sessions
            if session.day == day
            for step in session.steps
            for part in parts(step)
            if isinstance(part, CheckIn)
        }
        session = f"check-in-{name}"
        steps = tuple(
            CheckIn(id=f"{session}.{measure}", measure=measure, optional=True)
            for measure in measures
            if measure not in asked
        )
        if steps:
            made.append(Session(session, day, title, steps))
    # The one before comes before all else of its day; the others come after all else of theirs.
    return tuple(sorted(made, key=lambda s: (s.day, s.id != "check-in-before", s.id.startswith("check-in-"))))


def with_readings(course: Course, readings: tuple[Reading, ...], file: str) -> Course:
    """The course with its texts.

    Raises:
        Faulty: with every reading it names and does not have.
    """
    known = {reading.id for reading in readings}
    faults = [
        Fault(file, part.number, f"no reading is called “{part.reading}”; “{part.reading}.md” belongs beside this file")
        for step in course.steps
        for part in parts(step)
        if isinstance(part, Read) and part.reading not in known
    ]
    faults += [
        Fault(file, live.number, f"no reading is called “{live.outline}”; “{live.outline}.md” belongs beside this file")
        for live in course.live
        if live.outline and live.outline not in known
    ]
    study = course.study
    if study and study.text not in known:
        message = f"no reading is called “{study.text}”; “{study.text}.md” belongs beside this file"
        faults.append(Fault(file, study.number, message))
    if faults:
        raise Faulty(tuple(faults))
    warnings = (*course.warnings, *(warning for reading in readings for warning in reading.warnings))
    return replace(course, readings=readings, warnings=warnings)


def unknown_names(
    course: Course, practices: Mapping[str, Practice], exercises: Collection[str], file: str
) -> tuple[Fault, ...]:
    """Each practice and exercise that a course names and no pack has, and each length that cannot be had."""
    faults: list[Fault] = []
    for part in (part for step in course.steps for part in parts(step)):
        if isinstance(part, Practise):
            practice = practices.get(part.practice)
            if practice is None:
                faults.append(Fault(file, part.number, f"no practice is called “{part.practice}”"))
            elif part.minutes and not practice.shortest <= part.minutes <= practice.longest:
                span = f"{practice.shortest:g} to {practice.longest:g} minutes"
                message = f"“{part.practice}” takes {span}, and not {part.minutes:g}"
                faults.append(Fault(file, part.number, message))
        elif isinstance(part, Write) and part.exercise not in exercises:
            faults.append(Fault(file, part.number, f"no exercise is called “{part.exercise}”"))
    return tuple(faults)


def measures_of(course: Course) -> tuple[str, ...]:
    """Every measure that a course names, each once."""
    asked = [part.measure for step in course.steps for part in parts(step) if isinstance(part, CheckIn)]
    named = (*course.measures.before, *course.measures.weekly, *course.measures.after)
    return tuple(dict.fromkeys((*named, *asked)))
