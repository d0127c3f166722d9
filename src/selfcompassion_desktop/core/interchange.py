"""What is taken in from other programs: what their files hold, in the words of this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .journal import NO_MARKS, Marks

ATTACHED = "attached:"
"""How a record's text names what is attached to it, as in `![](attached:<key>)`."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture that belongs to a record.

    Attributes:
        key: names it within its record's text.
        name: the file's name, as it was.
        read: gives its bytes; raises `OSError` or `Trouble` where they cannot be had.
    """

    key: str
    name: str = field(repr=False)
    read: Callable[[], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A piece of another program's journal.

    Attributes:
        where: how a person finds it in the file: "entry 3", "2019-02.txt, day 7".
        key: names it among all that this program can write, the same each time it is exported.
        body: its text as Markdown.
        written: aware, where the file tells the zone; naive, a wall time, where it does not. Never turned into
            another zone: the day that it stands on is the day that it was.
        edited: the instant of its last change, aware; None where the file does not tell.
        marks: tags, feelings and so on.
        attached: its pictures.
        extra: what the file knows of it and this program does not, as JSON can hold it.
    """

    where: str
    key: str = field(repr=False)
    body: str = field(repr=False)
    written: datetime
    edited: datetime | None = None
    marks: Marks = NO_MARKS
    attached: tuple[Attached, ...] = field(default=(), repr=False)
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Practised:
    """A sitting in another program's log.

    Attributes:
        where: how a person finds it in the file.
        key: names it among all that this program can write.
        began: aware, or a wall time; as `Record.written`.
        seconds: how long it was.
        title: what was practised, as that program calls it.
        extra: what the file knows of it and this program does not, as JSON can hold it.
    """

    where: str
    key: str
    began: datetime
    seconds: float
    title: str
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A piece that cannot be taken in.

    Attributes:
        where: how a person finds it in the file.
        why: one plain sentence, without a word of what it says.
    """

    where: str
    why: str


Piece = Record | Practised | Refused
