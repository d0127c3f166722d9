"""Whatever one does or leaves on a course, every step comes, in its order, and none slips by."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from selfcompassion_desktop.content.packs import read_course
from selfcompassion_desktop.core import agenda as rules
from selfcompassion_desktop.core.agenda import Run, State, agenda

COURSE = read_course(Path(__file__).parent.parent / "data" / "courses" / "a-few-days")
ORDER = [step.id for step in COURSE.steps]
DAY = date(2026, 3, 27)

ACTS = st.lists(
    st.one_of(
        st.sampled_from(["next", "leave out", "pause", "resume"]),
        st.integers(0, 40).map(lambda days: f"wait {days}"),
        st.integers(0, len(ORDER) - 1).map(lambda n: f"do {n}"),
    ),
    max_size=40,
)


@given(ACTS)
def test_every_step_comes_and_none_goes_by_unseen(acts: list[str]) -> None:
    run, today, done = Run("r", COURSE.id, COURSE.title, DAY), DAY, dict[str, str]()
    reached = 0
    for act in [*acts, *["wait 60", "next"] * len(ORDER)]:
        found = agenda(COURSE, run, done, today)
        if found.step is None:
            break
        word, _, number = act.partition(" ")
        place = ORDER.index(found.step.id)
        assert place >= reached  # never back
        # And never past a step that nobody chose to pass, but one that may be left out.
        assert all(step.id in done or step.optional for step in COURSE.steps[:place])
        assert found.session is not None
        assert found.step in found.session.steps
        assert found.opens is not None
        assert found.opens >= today or not found.resumes
        assert found.number >= 1
        reached = place
        if word == "wait":
            today += timedelta(days=int(number))
        elif act == "pause":
            run = rules.paused(run, today)
        elif act == "resume":
            run = rules.resumed(run, today)
        else:
            step = ORDER[int(number)] if word == "do" else found.step.id
            run = rules.done_now(COURSE, run, done, today)
            done[step] = rules.LEFT_OUT if act == "leave out" else ""
            assert run.paused is None
            after = agenda(COURSE, run, done, today)
            assert not after.resumes or word == "do"  # what was done has brought one up to the day
    assert agenda(COURSE, run, done, today).state is State.DONE
    assert set(done) >= {step.id for step in COURSE.steps if not step.optional}
