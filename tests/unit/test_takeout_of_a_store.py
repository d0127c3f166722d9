"""The real store taken out: letters, the bin and pictures as they are kept."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from boxes import PNG
from selfcompassion_desktop.content.takeout.take_out import TakeOut
from selfcompassion_desktop.core.chosen import ALL, Form, What
from selfcompassion_desktop.core.ports.press import Press
from whole_stores import Room

NOW = datetime(2026, 11, 25, 18, 12, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.close()


def different(number: int) -> bytes:
    """Pictures that differ, to whoever looks at their bytes."""
    return PNG + zlib.crc32(bytes([number])).to_bytes(4)


def take(room: Room, form: Form, name: str, what: What = ALL) -> Path:
    press: Press = None  # type: ignore[assignment]  # nothing is printed here
    target = room.folder / name
    TakeOut(room.whole.opened, room.folder / "data", press)(form, target, NOW, lambda part: True, what)
    return target


def test_each_entry_is_shown_with_its_own_pictures(room: Room) -> None:
    """Written in another order than they were pictured in, with others in between that have none or are left out."""
    ids = [room.entries.add(f"Entry {n}", written=NOW - timedelta(days=n)).id for n in range(6)]
    for number in (4, 0, 2, 3):
        held = room.pictures.add(ids[number], f"{number}.png", different(number))
        room.entries.save(ids[number], f"Entry {number}\n\n![picture {number}](picture:{held})")
    room.entries.discard(ids[3])
    page = take(room, Form.HTML, "journal.html").read_text(encoding="utf-8")
    articles = page.split("<article")[1:]
    assert [next(f"Entry {n}" for n in range(6) if f"Entry {n}" in article) for article in articles] == [
        "Entry 5",
        "Entry 4",
        "Entry 2",
        "Entry 1",
        "Entry 0",
    ]
    for number in (4, 2, 0):
        (article,) = (each for each in articles if f"Entry {number}" in each)
        assert base64.b64encode(different(number)).decode() in article
        assert article.count("<img") == 1
    assert page.count("<img") == 3
    texts = take(room, Form.MARKDOWN, "texts")
    assert len(list((texts / "pictures").iterdir())) == 3


def test_a_letter_stays_closed_until_it_is_asked_for(room: Room) -> None:
    letter = room.entries.add("Dear me").id
    held = room.pictures.add(letter, "me.png", different(1))
    room.entries.save(letter, f"Dear me\n\n![me](picture:{held})")
    room.entries.seal(letter, date(2027, 1, 1))
    room.entries.add("Open to see")
    closed = take(room, Form.MARKDOWN, "closed")
    assert [path.name for path in closed.iterdir()] == ["2026-11-25 Open to see.md"]
    opened = take(room, Form.MARKDOWN, "opened", What(letters=True))
    assert sorted(path.name for path in opened.iterdir()) == [
        "2026-11-25 Dear me.md",
        "2026-11-25 Open to see.md",
        "pictures",
    ]


# case JR05
def test_taking_out_changes_nothing_that_is_kept(room: Room) -> None:
    for number in range(20):
        room.entries.add(f"Entry {number}")
    before = room.rows()
    for form in (Form.EVERYTHING, Form.HTML, Form.MARKDOWN, Form.CSV, Form.JSON):
        take(room, form, f"as {form.value}")
    assert room.rows() == before
    assert room.database.integrity() == "ok"
