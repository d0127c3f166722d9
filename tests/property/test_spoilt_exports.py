"""Whatever somebody did to an export of ours, taking it in ends in a count or a sentence; the store stays sound."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pictures import png
from selfcompassion_desktop.content.interchange import own
from selfcompassion_desktop.core.errors import Trouble
from selfcompassion_desktop.core.journal import Marks
from whole_stores import Room

ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, False, 0, -1, 1, 3, 2**31, 2**60, 2**63, 10**30, -0.0, 0.5, 1e308, 1e309, "", " ", "x" * 300),
        *("\0", "\ud83d", "🫶", [], {}, [[]], {"": None}, {"a": 1e309}, "2020-02-30", "0001-01-01", "9999-12-31"),
        *("9999-12-31T23:59:59Z", "0000-12-31T23:00:00Z", "10000-01-01T01:00:00Z", "12345-01-01T00:00:00Z"),
        *(
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "2020-03-29T02:30:00",
            "AAAA",
            "selfcompassion-journal",
        ),
    ]
)


def document(folder: Path) -> Any:
    """An export with something of every kind."""
    room = Room(folder)
    entry = room.entries.add("one", "break", datetime(2020, 2, 29, 12, tzinfo=UTC), Marks(("a",), ("calm",), 3, True))
    room.clock.pass_time(600)
    room.entries.save(entry.id, "two")
    room.entries.add("dear me", opens=date(2030, 1, 1))
    room.entries.discard(room.entries.add("binned").id)
    room.pictures.add(entry.id, "a.png", png())
    sitting = room.sittings.begin("kind-hand", "A kind hand", 60, "af_heart")
    room.sittings.rate(sitting, 3, 4, "pain")
    room.breaks.add(60, "rest")
    room.entries.set_feelings(["calm"])
    with room.database.write() as connection:
        connection.execute("INSERT INTO batch VALUES ('b', 7, 'dayone', 'Journal.zip', 3, 1)")
        connection.execute("INSERT INTO foreign_id VALUES ('dayone', 'A', ?, 'digest', 'b')", (entry.id,))
    found = json.loads(room.write().read_text(encoding="utf-8"))
    room.close()
    return found


with tempfile.TemporaryDirectory(prefix="spoilt-") as once:
    SOUND = json.dumps(document(Path(once)))


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """The export with a few values changed, taken away, doubled or put elsewhere."""
    found = json.loads(SOUND)
    for _ in range(draw(st.integers(1, 4))):
        within: Any = found
        while True:
            keys: list[Any] = list(within) if isinstance(within, dict) else list(range(len(within)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(within[key], dict | list) and draw(st.integers(0, 9)):
                within = within[key]
                continue
            match draw(st.sampled_from(["change", "change", "take away", "double"])):
                case "change":
                    within[key] = draw(ODD)
                case "take away":
                    del within[key]
                case _ if isinstance(within, list):
                    within.append(json.loads(json.dumps(within[key])))
                case _:
                    within[draw(st.sampled_from(["sealed", "binned", "batch", "id", "mood"]))] = within[key]
            break
    return found


def look_everywhere(room: Room) -> None:
    """Whatever is here can be shown."""
    entries = room.entries
    rows = [*entries.newest(99), *entries.binned()]
    assert len(rows) + len(entries.letters()) == len(room.rows()["entry"])
    for row in rows:
        assert datetime.fromisoformat(row.local).tzinfo is not None
        assert entries.revisions(row.id) or row.opens is not None
    entries.by_day(date.min, date.max)
    entries.years()
    entries.on_this_day(date(2026, 2, 28))
    entries.search("one")
    room.sittings.newest(99)
    room.breaks.newest(99)
    assert entries.unfound() == []
    assert room.database.integrity() == "ok"


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(spoilt(), st.booleans())
def test_a_spoilt_export_never_spoils_the_store(found: Any, already: bool) -> None:  # case IM16
    with tempfile.TemporaryDirectory(prefix="spoilt-") as folder:
        room = Room(Path(folder))
        file = Path(folder, "x.json")
        if already:
            file.write_text(SOUND)
            room.take(file)
        file.write_text(json.dumps(found, allow_nan=True), encoding="utf-8")
        before = room.rows()
        try:
            weighed = room.weigh(file)
            taken = room.take(file)
        except Trouble:
            assert room.rows() == before
        else:
            assert weighed.new == taken.new
            look_everywhere(room)
            again = room.take(file)
            assert (again.new, again.changed) == (0, 0)
            if taken.batch:
                room.whole.undo(taken.batch)
            look_everywhere(room)
            own.Document(room.write("again.json"))
        room.close()
