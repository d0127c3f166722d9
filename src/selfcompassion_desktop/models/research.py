"""Taking part in a study that a course carries: agreed to, looked at, taken out, withdrawn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..content.library import Library
from ..content.small_zip import write_zip
from ..core import research as rules
from ..core.course import Course, Study
from ..core.errors import Trouble
from ..core.measure import Measure
from ..core.research import Consent, Dataset, Form
from ..core.research_files import files
from ..store.checkins import CheckIns
from ..store.consents import Consents
from ..store.courses import Courses


@dataclass(frozen=True, slots=True)
class Part:
    """A study, and how somebody stands to it.

    Attributes:
        measures: what it asks, in the study's order.
        consent: the newest one, withdrawn or not; None where there is none.
        stands: whether something may be taken out under it.
        why: the sentence that says why not; empty where it stands, or where there is none.
    """

    course: Course
    study: Study
    measures: tuple[Measure, ...]
    consent: Consent | None
    stands: bool
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that would leave, before it does.

    Attributes:
        course: the course's id.
        files: each whole text by its name; what is written is exactly this.
    """

    data: Dataset
    course: str
    files: dict[str, str]


class Research:
    """Keeps consents and takes out what they allow. Safe from any thread.

    Args:
        library: what the packs offer.
        own: the program's data folder, where nothing is taken out to.
        turns_at: when the person's day turns, "HH:MM".

    What reads or writes the store raises `StoreTrouble`; every method raises `NotThere` for a course that is not there,
    and `Trouble` where the course carries no study.
    """

    def __init__(
        self,
        library: Library,
        consents: Consents,
        courses: Courses,
        checkins: CheckIns,
        own: Path,
        turns_at: Callable[[], str],
    ) -> None:
        self._library = library
        self._consents = consents
        self._courses = courses
        self._checkins = checkins
        self._own = own
        self._turns_at = turns_at

    def part(self, course_id: str) -> Part:
        """The study of a course, and how the person stands to it."""
        course = self._library.course(course_id)
        study = course.study
        if study is None:
            raise Trouble(f"“{course.title}” carries no study; there is nothing to take part in.")
        measures = tuple(self._library.measure(name) for name in study.measures)
        consent = self._consents.standing(course.id, study.id)
        try:
            rules.check(course, study, consent)
        except Trouble as trouble:
            return Part(course, study, measures, consent, False, trouble.sentence if consent else "")
        return Part(course, study, measures, consent, True, "")

    def agree(self, course_id: str, purposes: Sequence[str]) -> Part:
        """Agree to these purposes, and to no other.

        Raises:
            Trouble: where one is none of the study's, or one is missing that taking part needs.
        """
        found = self.part(course_id)
        self._consents.give(found.course, found.study, rules.agreed(found.study, purposes), self._turns_at())
        return self.part(course_id)

    def withdraw(self, course_id: str) -> Part:
        """Withdraw; nothing is taken out after that.

        Raises:
            Trouble: where there is nothing to withdraw from.
        """
        found = self.part(course_id)
        if found.consent is None or found.consent.withdrawn is not None:
            raise Trouble(f"You do not take part in “{found.study.title}”.")
        self._consents.withdraw(found.course.id, found.study.id, self._turns_at())
        return self.part(course_id)

    def preview(self, course_id: str, form: Form) -> Preview:
        """All that would leave.

        Raises:
            Trouble: where no consent allows it.
        """
        found = self.part(course_id)
        consent = rules.check(found.course, found.study, found.consent)
        runs = [run for run in self._courses.runs() if run.course == found.course.id]
        answered = [self._checkins.of_run(run.id) for run in runs]
        data = rules.dataset(found.study, consent, found.measures, answered)
        return Preview(data, found.course.id, files(data, form))

    def write(self, preview: Preview, file: Path) -> None:
        """Write what was looked at into a .zip, in place of one that is there.

        Raises:
            Trouble: where the consent does not stand any more, or it cannot be written.
        """
        found = self.part(preview.course)
        rules.check(found.course, found.study, found.consent)
        if file.suffix.lower() != ".zip":
            raise Trouble(f"“{file.name}” is to end in .zip: what leaves is one file with a few in it.")
        write_zip(preview.files, file, self._own)
