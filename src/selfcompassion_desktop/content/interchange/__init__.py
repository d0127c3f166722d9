"""Journals and practice logs of other programs: one module a foreign format, all known by what is in them.

`read` looks into what a person chose and gives its pieces one after another, in little memory. It writes nothing,
unpacks nothing to disk, follows no link and no address. One bad record never stops the rest: it comes as a `Refused`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from ...core.errors import Trouble
from ...core.interchange import Piece
from . import day_one, daylio, insight_timer, joplin, journey, jrnl, jrnl_text, markdown, rednotebook
from .archives import tree_at
from .records import Way
from .trees import Tree, Unreadable

FORMATS: tuple[tuple[str, str, Callable[[Way], Iterator[Piece] | None]], ...] = (
    (day_one.ID, day_one.TITLE, day_one.pieces),
    (jrnl.ID, jrnl.TITLE, jrnl.in_json),
    (journey.ID, journey.TITLE, journey.pieces),
    (joplin.ID, joplin.TITLE, joplin.pieces),
    (daylio.ID, daylio.TITLE, daylio.pieces),
    (insight_timer.ID, insight_timer.TITLE, insight_timer.pieces),
    (rednotebook.ID, rednotebook.TITLE, rednotebook.pieces),
    (jrnl.ID, jrnl.TITLE, jrnl_text.pieces),
    (joplin.ID, joplin.TITLE, markdown.of_joplin),
    (markdown.ID, markdown.TITLE, markdown.pieces),
)
"""Each format: how records name it, how a person does, and its reader. The stricter look first."""
TITLES = {id: title for id, title, _ in FORMATS}
READABLE = (
    "Day One (zip or JSON), jrnl (JSON or its text file), RedNotebook (its folder, zip or month files), Daylio (CSV),"
    " Journey (zip), Joplin (JEX or Markdown), Insight Timer (CSV), and Markdown or plain text"
)
"""What can be read, for a sentence."""


@dataclass(slots=True)
class Reading:
    """What another program's file holds, being read.

    Attributes:
        format: "day-one", "jrnl" and so on: the name that records know it by.
        title: the same for a person: "Day One".
        pieces: its records and what was refused, in the file's order; once through.
        notes: grows while `pieces` is read: one plain sentence each on what a person wants to know of the whole, as
            a picture that is missing. Names of files may stand in it, words of an entry never.
    """

    format: str
    title: str
    pieces: Iterator[Piece] = field(repr=False)
    notes: list[str] = field(repr=False)
    _tree: Tree = field(repr=False)

    def progress(self) -> float:
        """How much has been read, 0 to 1, by bytes."""
        return min(1.0, self._tree.done / self._tree.total) if self._tree.total else 1.0

    def close(self) -> None:
        """Let go of the file. Pictures can be read until then."""
        self._tree.close()

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read(path: Path, zone: tzinfo) -> Reading:
    """Begin to read what a person chose: a file or a folder.

    Args:
        path: where it is.
        zone: the person's own, for instants in a file that tells no zone.

    Raises:
        Trouble: when it cannot be read, or is nothing that this program knows; the sentence says what it knows.
    """
    tree = tree_at(path)
    try:
        for format_, title, pieces in FORMATS:
            notes = list[str]()
            if (found := pieces(Way(tree, zone, notes))) is not None:
                return Reading(format_, title, found, notes, tree)
    except Unreadable as error:
        tree.close()
        raise Trouble(f"{tree.name} cannot be taken in. {error.why}") from None
    except Trouble:
        tree.close()
        raise
    tree.close()
    if tree.stopped:
        raise Trouble(f"{tree.name} cannot be taken in. {tree.stopped}")
    raise Trouble(f"{tree.name} holds nothing that can be taken in. What can be read: {READABLE}.")
