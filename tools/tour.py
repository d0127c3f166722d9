"""Walk through the whole program as a person would, on a fresh data folder, and leave a picture of every place.

    python tools/tour.py --out build/tour [--no-guide]

It drives the same window that a person opens: same composition, same store, same library. Each place is
shown in light and dark, at 900 × 600 and 1600 × 1000; then one short practice is guided from bell to bell.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from selfcompassion_desktop.app import Program, Services, build
from selfcompassion_desktop.core.course import Read
from selfcompassion_desktop.core.journal import EVERYTHING, Marks, Only
from selfcompassion_desktop.core.timeline import RATE, samples
from selfcompassion_desktop.desktop import paths
from selfcompassion_desktop.models.journal import Role
from selfcompassion_desktop.models.player import Purpose
from selfcompassion_desktop.ui.places.journal import JournalPlace
from selfcompassion_desktop.ui.places.journal_letters import LETTER

SIZES = ((900, 600), (1600, 1000))
THEMES = ("light", "dark")
PAGES = (
    "Slept badly. A hand on my back helped, a little.",
    "# What I would say to Jo, said to me\n\nYou are tired, and you have been carrying this since spring. Of course"
    " it is heavy. Anyone would be worn thin by now.\n\nYou don’t have to be good at this tonight. You could sit down"
    " for a while, and the dishes could stay where they are.",
    "Guilt came along in the car again",
    "Three things that were good\n\n- the heron on the weir\n- that the form is posted\n- soup",
    "日記。今日は雨。少しだけ、やさしくできた。",
)
DIARY = [
    {"title": f"The {day}th.", "body": "A line.", "date": f"2019-05-{day:02}", "time": "21:30"} for day in range(10, 20)
]
DIARY += [{"title": "Some day", "body": "", "date": "in spring", "time": ""}]


class Tour:
    """One walk.

    Args:
        program: the program, built and shown.
        out: the folder for the pictures.
    """

    def __init__(self, program: Program, out: Path) -> None:
        self.window = program.window
        self.models = program.models
        self.out = out
        self.count = 0

    def walk(self, guide: bool) -> None:
        """All of it."""
        self.wait_for(lambda: bool(self.models.library.offers))
        self.each_look("first-start", lambda: self.window.go("today"))
        self.fill()
        for name, show in self.places():
            self.each_look(name, show)
        if guide:
            self.guide()

    def places(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Every place, by name, with what brings it onto the screen."""
        window, models = self.window, self.models
        yield "today", self.show_today
        yield "practise", lambda: window.go("practise")
        yield "practice", lambda: window.open_practice("soften-soothe-allow", 12.0)
        yield "player", self.show_player
        yield "after", self.show_after
        yield "break", models.breaks.begin
        yield "break-need", self.show_need
        yield "too-much", self.show_grounding
        yield "journal", self.show_journal
        yield "journal-feelings", self.show_feelings
        yield "journal-narrowed", self.show_narrowed
        yield "journal-calendar", self.show_calendar
        yield "journal-letter", self.show_letter
        yield "exercises", window.open_exercises
        yield "exercise", lambda: window.open_exercise("guilt-mine-and-not-mine")
        yield "exercise-step", self.show_exercise
        yield "courses", lambda: window.go("courses")
        yield "progress", lambda: window.go("progress")
        yield "course", lambda: window.open_course("two-weeks-with-pain")
        yield "course-begun", self.show_course
        yield "reading", lambda: window.open_reading("first-steps", self.first_reading())
        yield "import", self.show_import
        yield "settings", self.show_settings
        yield "help", lambda: window.go("help")

    def show_today(self) -> None:
        self.window.go("today")
        for words in ("I am hard on myself", "10 min"):
            chip = next(b for b in self.window.findChildren(QAbstractButton) if b.text() == words)
            if not chip.isChecked():
                chip.click()

    def show_course(self) -> None:
        if self.models.courses.way("first-steps") is None:
            self.models.courses.begin("first-steps")
        self.wait_for(lambda: self.models.courses.way("first-steps") is not None)
        self.window.open_course("first-steps")

    def first_reading(self) -> str:
        course = self.models.courses.course("first-steps")
        assert course is not None
        return next(step.id for step in course.steps if isinstance(step, Read))

    def show_player(self) -> None:
        offer = self.models.library.offer("soften-soothe-allow")
        timeline = self.models.library.timeline(offer, samples(12))
        cue = timeline.lines[len(timeline.lines) // 2]
        self.models.player.begin(timeline, Purpose.PRACTICE, silent=True, position=cue.start + RATE)

    def show_after(self) -> None:
        self.show_player()
        self.models.player.move_to(samples(12) - RATE // 4)
        self.wait_for(lambda: not self.models.player.running)

    def show_need(self) -> None:
        self.models.settings.change(break_voiced=False)
        self.models.breaks.begin()
        session = self.models.player.session
        assert session is not None
        self.models.player.move_to(session.timeline.length - RATE // 4)
        self.wait_for(lambda: not self.models.player.running)

    def show_grounding(self) -> None:
        self.window.too_much()
        self.wait_for(lambda: self.models.player.running)
        self.models.player.move_to(8 * RATE)

    def show_journal(self) -> None:
        self.models.player.stop()
        self.window.leave_whole()
        self.window.go("journal")
        self.wait_for(lambda: self.models.journal.list.rowCount() > 1)
        entries = self.models.journal.list
        self.models.journal.open(entries.data(entries.index(1, 0), Role.GLIMPSE).id)

    def show_exercise(self) -> None:
        self.window.open_exercise("a-letter-from-a-kind-friend")
        self.models.exercise.begin()
        self.models.exercise.go_to(2)

    @property
    def desk(self) -> JournalPlace:
        """The journal's place, which `show_journal` has made."""
        place = self.window.findChild(JournalPlace)
        assert isinstance(place, JournalPlace)
        return place

    def show_feelings(self) -> None:
        self.show_journal()
        self.wait_for(lambda: self.models.journal.entry is not None)
        if self.desk.editor.marks.open != "feelings":
            self.desk.editor.marks.toggle("feelings")

    def show_narrowed(self) -> None:
        self.desk.editor.marks.fold()
        self.desk.side.filters.narrow(Only(feeling="tired", pinned=True))

    def show_calendar(self) -> None:
        self.desk.side.filters.narrow(EVERYTHING)
        if self.desk.side.calendar is None or self.desk.side.calendar.isHidden():
            self.desk.side.toggle_calendar()

    def show_letter(self) -> None:
        calendar = self.desk.side.calendar
        if calendar is not None and calendar.isVisible():
            self.desk.side.toggle_calendar()
        self.models.journal.fresh("Dear me", LETTER)

    def show_import(self) -> None:
        """A file of another program, looked at and not yet taken in."""
        diary = self.models.store.folder.with_name("old-diary.json")
        diary.write_text(json.dumps({"tags": {}, "entries": DIARY}), encoding="utf-8")
        self.window.open_import(diary)
        self.wait_for(lambda: not self.models.taking_in.busy)
        diary.unlink()

    def show_settings(self) -> None:
        self.window.go("settings")

    def fill(self) -> None:
        """A few pages and sittings, as after some days."""
        for page in PAGES:
            self.models.journal.fresh(page)
            self.models.journal.save()
            self.models.tasks.finish()
            self.models.journal.mark(Marks(("home",), ("tired", "tender"), 6, pinned="Jo" in page))
        self.models.journal.fresh("A letter to be closed", LETTER)
        self.models.journal.seal(date(2030, 5, 3))
        self.models.journal.fresh()
        self.models.settings.change(notice_seen=True)
        self.models.tasks.finish()

    def each_look(self, name: str, show: Callable[[], object]) -> None:
        """One place in both themes and both sizes."""
        for theme in THEMES:
            for width, height in SIZES:
                self.models.settings.change(theme=theme)
                self.window.resize(width, height)
                show()
                self.wait(500)
                self.shoot(f"{name}-{theme}-{width}x{height}")
        self.models.player.stop()
        self.window.leave_whole()

    def guide(self) -> None:
        """One short practice from bell to bell, with sound where there is a device."""
        offer = self.models.library.offer("kind-hand")
        timeline = self.models.library.timeline(offer, samples(2))
        print(f"guiding “{offer.practice.title}”, 2 minutes", flush=True)
        self.models.player.cue_entered.connect(lambda cue: print(f"  {cue.text}", flush=True) if cue.text else None)
        self.models.player.begin(timeline)
        self.wait_for(lambda: not self.models.player.running, seconds=150)
        self.wait(400)
        self.shoot("guided")

    def shoot(self, name: str) -> None:
        """A picture of the window as it stands."""
        self.count += 1
        picture = self.window.grab()
        if not picture.save(str(self.out / f"{self.count:02d}-{name}.png")):
            sys.exit(f"The picture {name} could not be written to {self.out}.")
        print(f"  {name}", flush=True)

    def wait(self, milliseconds: int) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait_for(self, reached: Callable[[], bool], seconds: float = 10) -> None:
        """Let the window live until something is so."""
        for _ in range(round(seconds * 50)):
            if reached():
                return
            self.wait(20)
        sys.exit("The tour waited for something that did not come.")


def main() -> int:
    """Run the tour."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path("build/tour"))
    options.add_argument("--no-guide", action="store_true", help="leave out the guided practice")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tour-") as folder:
        app = QApplication(sys.argv[:1])
        program = build(Services(paths.find(f"{folder}/data")), app)
        window: QWidget = program.window
        program.models.settings.change(reduce_motion="on")
        program.window.ready.connect(program.models.library.load)
        program.window.ready.connect(program.models.store.open)
        window.resize(*SIZES[0])
        window.show()
        tour = Tour(program, given.out)
        tour.wait(300)
        tour.walk(guide=not given.no_guide)
        program.models.player.close()
        window.close()
        program.models.store.close()
    print(f"{tour.count} pictures in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
