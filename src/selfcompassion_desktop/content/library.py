"""All that the packs offer."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import Fault, NotThere
from ..core.practice import Line, Practice
from ..core.sounds import BELL
from ..core.timeline import Range, Timeline, fit, lengths
from .clips import PackClips
from .packs import (
    COURSE_FILE,
    Courses,
    Exercises,
    Measures,
    Pack,
    Scripts,
    read_courses,
    read_exercises,
    read_measures,
    read_scripts,
)

if TYPE_CHECKING:
    from ..core.course import Course
    from ..core.exercise import Exercise
    from ..core.measure import Measure
    from .pack_check import Known

BREAK = "break"
GROUNDING = "too-much"
_LISTS = {"course": "selfcompassion course list", "measure": "selfcompassion checkin list"}


class Library:
    """The practices, the exercises, the courses and the measures of all packs, each kind read when first asked for.

    Args:
        packs: the packs, the built-in one first; of two things of a kind with one id the first pack's is kept.
        own: the folder of the measures that the person brought in; None where nobody can.
    """

    def __init__(self, packs: tuple[Pack, ...], own: Path | None = None) -> None:
        self.packs = packs
        self._offering = tuple(pack for pack in packs if not pack.retired)
        self._retired = tuple(pack for pack in packs if pack.retired)
        self._own = own
        self.clips = PackClips(self.folder_of, packs[0].folder)

    @cached_property
    def _read(self) -> tuple[tuple[Pack, Scripts], ...]:
        return tuple((pack, read_scripts(pack)) for pack in self.packs)

    @cached_property
    def _all(self) -> dict[str, tuple[Pack, Practice]]:
        found: dict[str, tuple[Pack, Practice]] = {}
        for pack, scripts in self._read:
            for practice in scripts.practices:
                # What was retired is reached as the hidden ones are: from where one was in it.
                found.setdefault(practice.id, (pack, replace(practice, hidden=True) if pack.retired else practice))
        return found

    @property
    def practices(self) -> tuple[Practice, ...]:
        """Every practice that can be chosen, easiest first, then by title."""
        shown = (p for _, p in self._all.values() if not p.hidden)
        return tuple(sorted(shown, key=lambda p: (p.difficulty, p.title)))

    @property
    def everything(self) -> tuple[Practice, ...]:
        """Every practice, those too that are reached by ways of their own."""
        return tuple(practice for _, practice in self._all.values())

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Why some script is not among the practices."""
        return tuple(f for pack, scripts in self._read if not pack.retired for f in scripts.faults)

    def practice(self, practice_id: str) -> Practice:
        """The practice of that id, the hidden ones too.

        Raises:
            NotThere: with the ids that look most like it.
        """
        if practice_id in self._all:
            return self._all[practice_id][1]
        if broken := [f for f in self.faults if f.file == f"{practice_id}.md"]:
            raise NotThere("This practice's script has a fault: " + "; ".join(str(f) for f in broken) + ".")
        raise NotThere(_not_there("practice", practice_id, [p.id for p in self.practices]))

    @cached_property
    def _written(self) -> tuple[Exercises, ...]:
        return tuple(read_exercises(pack) for pack in self._offering)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise, easiest first, then by title."""
        found: dict[str, Exercise] = {}
        for read in self._written:
            for exercise in read.exercises:
                found.setdefault(exercise.id, exercise)
        return tuple(sorted(found.values(), key=lambda e: (e.difficulty, e.title)))

    @property
    def exercise_faults(self) -> tuple[Fault, ...]:
        """Why some exercise is not among them."""
        return tuple(fault for read in self._written for fault in read.faults)

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id.

        Raises:
            NotThere: with the ids that look most like it.
        """
        for exercise in (*self.exercises, *self._retired_exercises):
            if exercise.id == exercise_id:
                return exercise
        if broken := [f for f in self.exercise_faults if f.file == f"{exercise_id}.md"]:
            raise NotThere("This exercise has a fault: " + "; ".join(str(f) for f in broken) + ".")
        raise NotThere(_not_there("exercise", exercise_id, [e.id for e in self.exercises]))

    @cached_property
    def _paths(self) -> tuple[Courses, ...]:
        """What each pack's courses gave; one that names what no pack has is at fault."""
        return tuple(self._checked(read_courses(pack)) for pack in self._offering)

    @cached_property
    def _retired_exercises(self) -> tuple[Exercise, ...]:
        return tuple(exercise for pack in self._retired for exercise in read_exercises(pack).exercises)

    @property
    def _retired_measures(self) -> tuple[Measure, ...]:
        folders = (pack.folder / "measures" for pack in self._retired)
        return tuple(measure for folder in folders for measure in read_measures(folder).measures)

    def _checked(self, read: Courses) -> Courses:
        if not read.courses:
            return read
        from ..core.course import measures_of, unknown_names

        practices = {practice.id: practice for practice in self.everything}
        exercises = {exercise.id for exercise in (*self.exercises, *self._retired_exercises)}
        measures = {measure.id for measure in (*self.measures, *self._retired_measures)}
        # What a study asks is the study's words, never those of a person's own definition file.
        packs = (measure for read in self._asked[: len(self._offering)] for measure in read.measures)
        packed = {measure.id for measure in (*packs, *self._retired_measures)}
        kept: list[Course] = []
        faults = list(read.faults)
        for course in read.courses:
            file = f"{course.id}/{COURSE_FILE}"
            if wrong := unknown_names(course, practices, exercises, file):
                faults.extend(wrong)
                continue
            unknown = [name for name in measures_of(course) if name not in measures]
            if unknown:
                faults.extend(Fault(file, 0, f"no measure is called “{name}”") for name in unknown)
                continue
            if course.study and (own := [name for name in course.study.measures if name not in packed]):
                faults.extend(Fault(file, course.study.number, f"no pack has the study’s “{name}”") for name in own)
                continue
            kept.append(course)
        return Courses(tuple(kept), tuple(faults))

    @property
    def courses(self) -> tuple[Course, ...]:
        """Every course, the shortest first, then by title; of two with one id the first pack's."""
        found: dict[str, Course] = {}
        for read in self._paths:
            for course in read.courses:
                found.setdefault(course.id, course)
        return tuple(sorted(found.values(), key=lambda c: (c.days, c.title)))

    @cached_property
    def retired_courses(self) -> tuple[Course, ...]:
        """Those that an update dropped: no longer offered, and gone on with by whoever is in the middle of one."""
        return tuple(course for pack in self._retired for course in self._checked(read_courses(pack)).courses)

    @property
    def course_faults(self) -> tuple[Fault, ...]:
        """Why some course is not among them."""
        return tuple(fault for read in self._paths for fault in read.faults)

    def course(self, course_id: str) -> Course:
        """The course of that id.

        Raises:
            NotThere: with the ids that look most like it.
        """
        for course in (*self.courses, *self.retired_courses):
            if course.id == course_id:
                return course
        if broken := [f for f in self.course_faults if f.file.startswith(f"{course_id}/")]:
            raise NotThere("This course has a fault: " + "; ".join(str(f) for f in broken) + ".")
        raise NotThere(_not_there("course", course_id, [c.id for c in self.courses]))

    @property
    def known(self) -> Known:
        """What the program brings itself: a pack may lead to it, and may not have its ids again."""
        from .pack_check import Known

        own = self.packs[0]
        practices = {practice.id: practice for practice in self._read[0][1].practices}
        exercises = {exercise.id for exercise in self._written[0].exercises}
        measures = {measure.id for measure in read_measures(own.folder / "measures").measures}
        return Known(practices, exercises, measures, {course.id for course in self._paths[0].courses})

    @cached_property
    def _asked(self) -> tuple[Measures, ...]:
        folders = [pack.folder / "measures" for pack in self._offering] + ([self._own] if self._own else [])
        return tuple(read_measures(folder) for folder in folders)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure by title, the published ones last; of two with one id the first pack's."""
        found: dict[str, Measure] = {}
        for read in self._asked:
            for measure in read.measures:
                found.setdefault(measure.id, measure)
        return tuple(sorted(found.values(), key=lambda m: (bool(m.credit), m.title.casefold())))

    @property
    def measure_faults(self) -> tuple[Fault, ...]:
        """Why some measure is not among them."""
        return tuple(fault for read in self._asked for fault in read.faults)

    def measure(self, measure_id: str) -> Measure:
        """The measure of that id.

        Raises:
            NotThere: with the ids that look most like it.
        """
        for measure in (*self.measures, *self._retired_measures):
            if measure.id == measure_id:
                return measure
        if broken := [f for f in self.measure_faults if f.file == f"{measure_id}.yaml"]:
            raise NotThere("This measure has a fault: " + "; ".join(str(f) for f in broken) + ".")
        raise NotThere(_not_there("measure", measure_id, [m.id for m in self.measures]))

    def bring_in(self, file: Path) -> Measure:
        """Take a person's own definition file in among the measures, in place of one they brought in before.

        Raises:
            Faulty: with every fault of the file.
            Trouble: where a pack has a measure of that id, or it cannot be written.
        """
        from .own_measures import bring_in

        assert self._own is not None
        packed = {m.id: m.title for pack in self._offering for m in read_measures(pack.folder / "measures").measures}
        measure = bring_in(file, self._own, packed)
        self.__dict__.pop("_asked", None)
        return measure

    def source(self, practice_id: str) -> str:
        """The id of the pack a practice comes from."""
        return self._all[practice_id][0].id

    def folder_of(self, practice_id: str) -> Path:
        """The folder of the pack a practice comes from."""
        return self._all[practice_id][0].folder

    def voice_for(self, practice: Practice, wished: str) -> str:
        """The voice to guide with: the wished one where it speaks this practice, else any that does, else none."""
        voices = self.clips.voices(practice)
        return wished if wished in voices else next(iter(voices), "")

    def lengths(self, practice: Practice, voice: str) -> tuple[Range, ...]:
        """Every length that can be had in this voice, in samples at 48 kHz."""
        return lengths(practice, partial(self._clip, practice, voice), self.clips.bell_length())

    def timeline(self, practice: Practice, length: int, voice: str, bell: str = BELL) -> Timeline:
        """The practice fitted to `length` samples at 48 kHz.

        Raises:
            LengthRefused: as `core.timeline.fit`.
        """
        clip_length, ring = partial(self._clip, practice, voice), self.clips.bell_length(bell)
        return replace(fit(practice, length, clip_length, ring, voice), bell=bell)

    def _clip(self, practice: Practice, voice: str, line: Line) -> int | None:
        return self.clips.length(practice.id, line, voice)


def _not_there(kind: str, wanted: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, known, n=3)
    hint = (
        f" Perhaps: {', '.join(near)}?"
        if near
        else f" “{_LISTS.get(kind, f'selfcompassion {kind}s')}” lists what there is."
    )
    return f"There is no {kind} called “{wanted[:80]}”.{hint}"
