"""The one door: something of the journal, in one of its forms, in one place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ...core.chosen import ALL, Form, Survey, What, survey
from ...core.entry_words import beside_kept, day_in_words, on_paper
from ...core.errors import NotThere, Trouble
from ...core.ports.press import Paper, Press, Printed
from ...core.takeout import (
    SECTIONS,
    Everything,
    Instant,
    KeptBreak,
    KeptCheckIn,
    KeptEntry,
    KeptPicture,
    KeptSitting,
    Opened,
    Progress,
)
from ..interchange import own
from ..new_file import new_file
from .aside import Shelf, Steps, folder, place, zipped
from .illustrated import illustrated
from .markdown import write_entries, write_pictures
from .pages import INDEX, TITLE, write_page, write_pages
from .tables import write_tables

MARKDOWN, PAGES, TABLES = "markdown", "pages", "tables"
README, SETTINGS = "README.txt", "settings.json"


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands there now.

    Attributes:
        path: the folder or the file.
        entries: how many entries can be read in it.
    """

    path: Path
    entries: int


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Takes the journal out.

    Args:
        opened: opens everything, as it is at one instant.
        private: the program's own folder, which nothing is written into.
        press: makes a file to print.
    """

    opened: Opened
    private: Path
    press: Press

    def __call__(
        self, form: Form, target: Path, now: datetime, progress: Progress, what: What = ALL, paper: Paper = Paper.A4
    ) -> Taken:
        """Write it; it stands under its name when it is whole.

        Args:
            form: as what.
            target: where to. A file of that name is replaced, a folder has to be new or empty. Where it ends in
                `.zip`, what would be a folder is a zip file.
            now: the wall clock's time.
            progress: told how far it is.
            what: what of it; see `Form.leaves_nothing_out`.
            paper: of a file to print.

        Raises:
            Cancelled: when `progress` says so; nothing of it is left.
            NotThere: when there is no such entry.
            Trouble: when there is nothing to take out, or it cannot be written; nothing of it is left.
        """
        if form.leaves_nothing_out:
            what = replace(ALL, letters=what.letters)
        if form is not Form.JSON:
            place(target, self.private)
        with self.opened() as everything:
            if form is Form.JSON:
                own.write(everything, target, self.private, _instant(now), progress)
                return Taken(target, everything.count(KeptEntry))
            found = survey(everything, what, Steps(everything.count(KeptEntry), lambda part: progress(0.0)).tick)
            writing = _Writing(everything, what, found, progress)
            if writing.is_empty(form):
                raise _nothing(what)
            if form is Form.PDF:
                self._print(writing, target, paper)
            elif form is Form.HTML and target.suffix.lower() in (".html", ".htm"):
                with new_file(target, self.private) as made, made.open("wb") as out:
                    write_page(everything, what, found, out, writing.steps(found.entries).tick)
            else:
                shelves = zipped(target, self.private, now) if _is_zip(target) else folder(target, self.private)
                with shelves as shelf:
                    writing.fill(form, shelf, self.private, now)
        return Taken(target, found.entries)

    def _print(self, writing: _Writing, target: Path, paper: Paper) -> None:
        if target.suffix.lower() != ".pdf":
            raise Trouble(f"“{target.name}” does not say that it is a file to print; end its name in “.pdf”.")
        with new_file(target, self.private) as made:
            self.press.write(str(made), TITLE, writing.printed(), paper)


@dataclass(frozen=True, slots=True)
class _Writing:
    """One taking out, under way."""

    everything: Everything
    what: What
    found: Survey
    progress: Progress

    def steps(self, total: int) -> Steps:
        return Steps(total, self.progress)

    @property
    def practised(self) -> int:
        """How many sittings, breaks and check-ins there are in all."""
        return sum(self.everything.count(kind) for kind in (KeptSitting, KeptBreak, KeptCheckIn))

    def is_empty(self, form: Form) -> bool:
        """Whether nothing would be in it that anyone wrote or did."""
        if self.found.entries or form.leaves_nothing_out:
            return False
        return not (form is Form.CSV and self.what.takes_practice and self.practised)

    def fill(self, form: Form, shelf: Shelf, private: Path, now: datetime) -> None:
        pictures, entries = self.everything.count(KeptPicture), self.found.entries
        if form is Form.MARKDOWN:
            self._markdown(shelf, "", self.steps(pictures + entries))
        elif form is Form.CSV:
            write_tables(self.everything, self.what, shelf, "", self.steps(entries + self.practised).tick)
        elif form is Form.HTML:
            steps = self.steps(pictures + entries)
            names = write_pictures(self.everything, self.found.ids, shelf, "", steps.tick)
            write_pages(self.everything, self.what, self.found, shelf, "", names, steps.tick)
        else:
            pieces = sum(self.everything.count(kind) for kind in SECTIONS.values())
            steps = self.steps(pictures + 3 * entries + self.practised + pieces)
            self._everything(shelf, private, now, steps, pieces)

    def _markdown(self, shelf: Shelf, within: str, steps: Steps) -> dict[str, str]:
        names = write_pictures(self.everything, self.found.ids, shelf, within, steps.tick)
        write_entries(self.everything, self.what, shelf, within, names, steps.tick)
        return names

    def _everything(self, shelf: Shelf, private: Path, now: datetime, steps: Steps, pieces: int) -> None:
        names = self._markdown(shelf, MARKDOWN, steps)
        seen = {each: f"../{MARKDOWN}/{name}" for each, name in names.items()}
        write_pages(self.everything, self.what, self.found, shelf, PAGES, seen, steps.tick)
        write_tables(self.everything, self.what, shelf, TABLES, steps.tick)
        with shelf.place(own.NAME) as path:
            own.write(self.everything, path, private, _instant(now), steps.share(pieces))
        if settings := self.everything.head.settings:
            with shelf.file(SETTINGS) as made:
                made.write(json.dumps(settings, indent=2, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        with shelf.file(README) as made:
            made.write(_readme(now, self.found, self.what).encode())

    def printed(self) -> Iterator[Printed]:
        """Each entry as it stands on paper."""
        steps = self.steps(self.found.entries)
        for entry, _, pictures in illustrated(self.everything, self.what):
            steps.tick()
            contents = {name: picture.content for name, picture in pictures.items()}
            yield on_paper(entry.local, beside_kept(entry), entry.body, contents)


def _nothing(what: What) -> Trouble:
    if what.entry:
        return NotThere(f"There is no entry “{what.entry}” in the journal that could be taken out.")
    if what.tag or what.year is not None:
        return Trouble("No entry is among these, so nothing was written.")
    return Trouble("The journal is empty, so nothing was written.")


def _is_zip(target: Path) -> bool:
    return target.suffix.lower() == ".zip"


def _instant(now: datetime) -> Instant:
    return Instant((now.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1))


def _readme(now: datetime, found: Survey, what: What) -> str:
    """In plain words what each file is; nothing in it says more than is so."""
    letters = [f"    {day_in_words(day)}" for day in found.letters]
    closed = (
        [
            "Letters to yourself that have not opened yet are not in the texts, pages and tables. They open on",
            *letters,
            f"They are in {own.NAME}, so that nothing is lost: whoever reads that file can read them before their day.",
        ]
        if letters
        else []
    )
    opened = ["Letters to yourself that have not opened yet are among the texts, as you asked."] if what.letters else []
    return _paragraphs(
        [f"Your journal, taken out of Self-Compassion on {day_in_words(now.date())}."],
        [
            "Everything here can be read by anyone who has these files, also where the journal itself has a",
            "passphrase. Keep them where you would keep a paper journal.",
        ],
        [
            f"{PAGES}/{INDEX}",
            "    To read: open it in a browser. There is a page for each year. It needs no connection.",
            f"{MARKDOWN}/",
            "    To keep and to use elsewhere: a text file for each entry, and the pictures. Any editor opens them.",
            f"{TABLES}/",
            "    For a spreadsheet: the entries, the sittings with their ratings, the breaks, and the check-ins.",
            f"{own.NAME}",
            "    To put it all back: this program takes it in and has everything again, with earlier versions,",
            "    what lies in the bin, and the pictures.",
            f"{SETTINGS}",
            "    How you set the program.",
        ],
        ["The pages show pictures that lie in the folder of the texts; keep the folders together."],
        closed or opened,
        ["What stands in each file, to the letter, is in the program's documents: docs/export-format.md."],
    )


def _paragraphs(*paragraphs: list[str]) -> str:
    """Lines that Windows' editor shows as lines."""
    return "\r\n\r\n".join("\r\n".join(lines) for lines in paragraphs if lines) + "\r\n"
