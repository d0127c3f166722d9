"""Whatever a store holds is the same in another one, by way of a file."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import FakeClock
from selfcompassion_desktop.content.packs import read_course
from selfcompassion_desktop.core.agenda import LEFT_OUT
from selfcompassion_desktop.core.ics import Meeting
from selfcompassion_desktop.core.journal import Marks, names
from selfcompassion_desktop.core.measure import Phase, parse
from selfcompassion_desktop.core.portable import instant_of, stamp
from selfcompassion_desktop.core.takeout import Instant
from whole_stores import Room

MEASURE = parse(
    'id: m\ntitle: "=M"\nabout: One thing.\nitems: [{id: a, text: "A?", from: 0, to: 10, low: "0", high: "10"}]',
    "m.yaml",
)
COURSE = read_course(Path(__file__).parent.parent / "data" / "courses" / "kind-days")
PNG = b"\x89PNG\r\n\x1a\n"
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=60),
    st.sampled_from(
        [
            '[2020-01-01 09:00] hello\n# Title\n---\n{"entries": []}',
            "😉👩‍👩‍👧🏳️‍🌈",
            "lines  \n\n\n\tend\x1b[31m\x07\r\n\u2028",
            "",
        ]
    ),
)
ZONES = st.one_of(
    st.sampled_from([UTC, ZoneInfo("Asia/Bangkok"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")]),
    st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
MOMENTS = st.one_of(
    st.datetimes(timezones=ZONES),
    st.sampled_from([datetime(2026, 11, 25, 18, 12, 3, 4, UTC)]),  # several within one millisecond
)
MARKS = st.builds(
    Marks,
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    feelings=st.lists(st.sampled_from(["calm", "Calm", "sad", "日"]), max_size=3).map(tuple),
    strength=st.none() | st.integers(0, 10),
    pinned=st.booleans(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
SECONDS = st.floats(0, 86_400)
RATINGS = st.none() | st.integers(0, 10)


@st.composite
def furnish(draw: st.DrawFn, room: Room) -> None:
    """Put all kinds of things into a store, as its parts put them there."""
    for _ in range(draw(st.integers(0, 5))):
        room.clock.set_wall(draw(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1))).replace(tzinfo=UTC))
        opens = draw(st.none() | st.dates())
        entry = room.entries.add(
            draw(TEXTS),
            draw(st.sampled_from(["", "break", "sitting:x"])),
            draw(st.none() | MOMENTS),
            draw(MARKS),
            opens,
        )
        for text in draw(st.lists(TEXTS, max_size=3)):
            room.clock.pass_time(draw(st.sampled_from([0.000001, 1, 86_400])))
            room.entries.save(entry.id, text)
        if draw(st.booleans()):
            room.pictures.add(entry.id, draw(TEXTS), PNG + draw(st.binary(max_size=20)))
        if draw(st.booleans()):
            room.entries.discard(entry.id)
        extra = draw(st.dictionaries(st.text(), JSON, max_size=2))
        with room.database.write() as connection:
            text = json.dumps(extra) if extra else ""
            connection.execute("UPDATE entry SET extra = ?, batch = 'b' WHERE id = ?", (text, entry.id))
            connection.execute("INSERT INTO foreign_id VALUES ('dayone', ?, ?, 'digest', 'b')", (entry.id, entry.id))
    for _ in range(draw(st.integers(0, 2))):
        sitting = room.sittings.begin(draw(st.sampled_from(["a", "b"])), "A title", draw(SECONDS), "af_heart")
        room.sittings.end(sitting, draw(SECONDS), draw(SECONDS), draw(st.booleans()))
        room.sittings.rate(sitting, draw(RATINGS), draw(RATINGS), "pain")
        room.breaks.add(draw(SECONDS), draw(st.sampled_from(["", "rest"])), sitting)
    for name in draw(st.lists(st.sampled_from(["a", "b"]), max_size=2)):
        run = room.courses.begin(name, "A course")
        for step in draw(st.lists(st.sampled_from(["one", "two"]), max_size=2)):
            room.courses.do(run.id, step, draw(st.sampled_from(["", LEFT_OUT])), draw(st.sampled_from(["", "x"])))
        room.courses.keep(replace(run, shifted=draw(st.integers(0, 9)), paused=draw(st.none() | st.dates())))
        starts = draw(st.datetimes()).replace(second=0, microsecond=0)
        room.courses.add_date(run.id, Meeting("", "", draw(TEXTS), starts, "Europe/Berlin", 60, draw(TEXTS)))
    for phase in draw(st.lists(st.sampled_from(Phase), max_size=2)):
        begun = room.checkins.begin(MEASURE, phase, draw(st.sampled_from(["", "run"])), "day-1.check-in-m")
        write = draw(st.sampled_from([room.checkins.keep, room.checkins.finish]))
        write(begun, draw(st.dictionaries(st.just("a"), st.integers(0, 10))))
    for withdrawn in draw(st.lists(st.booleans(), max_size=2)):
        assert COURSE.study is not None
        room.consents.give(COURSE, COURSE.study, draw(st.dictionaries(st.sampled_from(["use", "é"]), st.booleans())))
        if withdrawn:
            room.consents.withdraw(COURSE.id, COURSE.study.id)
    room.entries.set_feelings(draw(st.lists(TEXTS, max_size=3)))
    with room.database.write() as connection:
        connection.execute("INSERT INTO batch VALUES ('b', 7, 'dayone', 'Journal.zip', 3, 1)")
        for word in names(draw(st.lists(TEXTS, max_size=2))):
            connection.execute("INSERT OR IGNORE INTO known_word VALUES (?)", (word,))


def as_json(rows: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """The same with what other programs knew as what it says, not as how it was typed."""

    def value(each: object) -> object:
        return json.loads(each) if isinstance(each, str) and each.startswith("{") and each.endswith("}") else each

    return {
        name: [tuple(value(each) for each in row) if name == "entry" else row for row in found]
        for name, found in rows.items()
    }


# case JR19, JR25, IM03
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_a_store_comes_back_to_the_character(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory(prefix="there-") as folder:
        here = Room(Path(folder, "here"))
        there = Room(Path(folder, "there"), FakeClock(datetime(2027, 1, 1, tzinfo=UTC)))
        data.draw(furnish(here))
        before = here.rows()
        file = here.write()
        assert here.rows() == before

        weighed = there.weigh(file)
        taken = there.take(file)

        assert as_json(there.rows()) == as_json(before)
        assert not taken.refused
        assert (weighed.new, weighed.changed, weighed.same) == (taken.new, 0, 0)
        assert there.entries.unfound() == here.entries.unfound()
        assert there.database.integrity() == "ok"
        assert there.write("again.json").read_bytes() == here.write("again.json").read_bytes()

        again = there.take(file)

        assert (again.new, again.changed, again.same, again.batch) == (0, 0, taken.new, "")
        assert as_json(there.rows()) == as_json(before)
        here.close()
        there.close()


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_two_stores_that_were_written_in_apart_come_together_and_nothing_goes(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory(prefix="there-") as folder:
        here, there = Room(Path(folder, "here")), Room(Path(folder, "there"))
        data.draw(furnish(here))
        there.take(here.write())
        for room in (here, there):
            for row in room.entries.newest(9):
                if data.draw(st.booleans()):
                    room.clock.pass_time(data.draw(st.integers(1, 1000)))
                    room.entries.save(row.id, data.draw(TEXTS))
        file = there.write("there.json")
        texts = {(entry, body) for room in (here, there) for entry, _, _, body in revisions(room)}

        weighed = here.weigh(file)
        taken = here.take(file)

        assert (weighed.new, weighed.changed, weighed.same) == (taken.new, taken.changed, taken.same)
        assert texts == {(entry, body) for entry, _, _, body in revisions(here)}
        assert here.entries.unfound() == []
        assert here.take(file).batch == ""
        assert here.write().read_bytes() == here.write("z.json").read_bytes()
        here.close()
        there.close()


def revisions(room: Room) -> list[tuple[str, int, int, str]]:
    with room.database.read() as connection:
        return list(
            connection.execute(
                "SELECT e.id, r.number, r.saved, r.body FROM entry e JOIN revision r ON r.entry = e.place"
            )
        )


@given(st.integers(-62_135_596_800_000_000 - 86_400_000_000, 253_402_300_799_999_999 + 86_400_000_000))
def test_an_instant_is_written_to_the_microsecond(count: int) -> None:
    assert instant_of(stamp(Instant(count))) == count
