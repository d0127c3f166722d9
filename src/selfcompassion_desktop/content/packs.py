"""Packs on disk: folders that carry scripts and the clips that speak them, exercises, courses and measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..core.errors import Fault, Faulty
from ..core.practice import Practice

if TYPE_CHECKING:
    from ..core.course import Course
    from ..core.exercise import Exercise
    from ..core.measure import Measure
    from ..core.reading import Reading

BUILT_IN = "built-in"
RETIRED = "retired"
"""The folder in an installed pack of what an update dropped."""


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Read = TypeVar("Read", bound=_Named)


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack's folder.

    Attributes:
        id: the pack's name in records: `built-in`, or its folder's name.
        folder: where `scripts/`, `exercises/`, `courses/`, `measures/` and `audio/` are.
        retired: whether this is what its updates dropped: found by its id, and no longer offered.
    """

    id: str
    folder: Path
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Scripts:
    """What one pack's scripts gave: the practices that could be read, and every fault of those that could not."""

    practices: tuple[Practice, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Exercises:
    """What one pack's exercises gave: those that could be read, and every fault of those that could not."""

    exercises: tuple[Exercise, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Courses:
    """What one pack's courses gave: those that could be read, and every fault of those that could not."""

    courses: tuple[Course, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """What one pack's measures gave: those that could be read, and every fault of those that could not."""

    measures: tuple[Measure, ...]
    faults: tuple[Fault, ...]


PARTS = ("scripts", "exercises", "courses", "measures")
COURSE_FILE = "course.yaml"


def packs_in(built_in: Path, installed: Path) -> tuple[Pack, ...]:
    """The built-in pack first, then each folder among the installed ones, by name; what they retired comes last."""
    try:
        there = (f for f in installed.iterdir() if not f.name.startswith("."))
        folders = sorted(f for f in there if any(_has(f, part) for part in PARTS))
    except OSError:
        folders = []  # nothing was installed yet
    retired = (Pack(f.name, f / RETIRED, retired=True) for f in folders if (f / RETIRED).is_dir())
    return (Pack(BUILT_IN, built_in), *(Pack(f.name, f) for f in folders), *retired)


def _has(folder: Path, part: str) -> bool:
    try:
        return (folder / part).is_dir()
    except OSError:
        return True  # it cannot be looked into, and reading it says why


def read_scripts(pack: Pack) -> Scripts:
    """Read every script of a pack; a bad one never keeps the others away."""
    folder = pack.folder / "scripts"
    if pack.retired and not _lies(folder):
        return Scripts((), ())
    if pack.id != BUILT_IN and not _lies(folder) and any(_has(pack.folder, part) for part in PARTS[1:]):
        return Scripts((), ())  # a pack of exercises or courses alone
    files, faults = _files(folder)
    if not files and not faults:
        faults.append(Fault(str(folder), 0, "no script is here; the program may have been moved or copied in part"))
    return Scripts(_each(files, read_script, faults), tuple(faults))


def read_exercises(pack: Pack) -> Exercises:
    """Read every exercise of a pack; a bad one never keeps the others away, and a pack need not have any."""
    folder = pack.folder / "exercises"
    files, faults = _files(folder) if _lies(folder) else ([], [])
    return Exercises(_each(files, read_exercise, faults), tuple(faults))


def read_courses(pack: Pack) -> Courses:
    """Read every course of a pack; a bad one never keeps the others away, and a pack need not have any."""
    folder = pack.folder / "courses"
    if not _lies(folder):
        return Courses((), ())
    try:
        folders = sorted(f for f in folder.iterdir() if not f.name.startswith(".") and _has(folder, f.name))
    except OSError as error:
        fault = Fault(str(folder), 0, f"this folder cannot be read ({_why(error)}); see to its rights")
        return Courses((), (fault,))
    found: list[Course] = []
    faults: list[Fault] = []
    for each in folders:
        try:
            found.append(read_course(each))
        except Faulty as trouble:
            faults.extend(trouble.faults)
    return Courses(tuple(found), tuple(faults))


def read_measures(folder: Path) -> Measures:
    """Read every measure of a folder; a bad one never keeps the others away, and a pack need not have any."""
    files, faults = _files(folder, ".yaml") if _lies(folder) else ([], [])
    return Measures(_each(files, read_measure, faults), tuple(faults))


def _lies(folder: Path) -> bool:
    """Whether there is something of that name, be it one that cannot be looked into."""
    try:
        folder.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _files(folder: Path, suffix: str = ".md") -> tuple[list[Path], list[Fault]]:
    try:
        # Not `glob`, to which a folder that cannot be read is an empty one.
        return sorted(f for f in folder.iterdir() if f.suffix == suffix and not f.name.startswith(".")), []
    except OSError as error:
        return [], [Fault(str(folder), 0, f"this folder cannot be read ({_why(error)}); see to its rights")]


def _each(files: list[Path], read: Callable[[Path], Read], faults: list[Fault]) -> tuple[Read, ...]:
    """What the files hold; of those that cannot be read, or have the id of another, the faults are added."""
    found: list[Read] = []
    names: dict[str, str] = {}
    for file in files:
        try:
            made = read(file)
        except Faulty as trouble:
            faults.extend(trouble.faults)
            continue
        if taken := names.get(made.id):
            faults.append(Fault(file.name, 0, f"its id “{made.id}” is that of {taken}; give one of them another"))
            continue
        names[made.id] = file.name
        found.append(made)
    return tuple(found)


def read_script(file: Path) -> Practice:
    """Read one script.

    Raises:
        Faulty: with every fault, among them that the file cannot be read or is not UTF-8.
    """
    text = _text(file)
    from ..core.script import parse  # with its YAML it takes a third of a start, and is needed after it

    return parse(text, file.name)


def read_exercise(file: Path) -> Exercise:
    """Read one exercise.

    Raises:
        Faulty: with every fault, among them that the file cannot be read or is not UTF-8.
    """
    text = _text(file)
    from ..core.exercise import parse  # as for a script

    return parse(text, file.name)


def read_course(folder: Path) -> Course:
    """Read one course and its readings.

    Raises:
        Faulty: with every fault of all its files, each with the folder's name before the file's.
    """
    from ..core.course import parse, with_readings  # as for a script

    faults: list[Fault] = []
    name = f"{folder.name}/{COURSE_FILE}"
    readings = _readings(folder, faults)
    course: Course | None = None
    try:
        course = parse(_text(folder / COURSE_FILE, name), name)
        if course.id != folder.name:
            message = f"its id is “{course.id}” and its folder is called “{folder.name}”; give both one name"
            faults.append(Fault(name, 0, message))
        course = with_readings(course, readings, name)
    except Faulty as trouble:
        faults.extend(trouble.faults)
    if faults or course is None:
        raise Faulty(tuple(faults))
    return course


def _readings(folder: Path, faults: list[Fault]) -> tuple[Reading, ...]:
    files, unread = _files(folder)
    faults.extend(unread)
    return _each(files, _read_reading, faults)


def _read_reading(file: Path) -> Reading:
    from ..core.reading import parse  # as for a script

    name = f"{file.parent.name}/{file.name}"
    reading = parse(_text(file, name), name)
    if reading.id != file.stem:
        message = f"its id is “{reading.id}” and the file is called “{file.stem}”; give both one name"
        raise Faulty((Fault(name, 0, message),))
    return reading


def read_measure(file: Path) -> Measure:
    """Read one measure.

    Raises:
        Faulty: with every fault, among them that the file cannot be read or is not UTF-8.
    """
    from ..core.measure import parse  # as for a script

    return parse(_text(file), file.name)


def _text(file: Path, name: str = "") -> str:
    name = name or file.name
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise Faulty((Fault(name, row, "this is not UTF-8 text; save the file again as UTF-8"),)) from None
    except OSError as error:
        raise Faulty((Fault(name, 0, f"the file cannot be read ({_why(error)})"),)) from None


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
